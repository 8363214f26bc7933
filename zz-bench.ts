import Koa from 'koa';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { route } from '#api/http/route.ts';
import { uuidOf, Instant, Money } from '#contracts/common.ts';
import { startKernel } from '#test/support/kernel.ts';
import { startServer } from '#api/http/server.ts';
import { silentLogger, createLogger } from '#platform/logger.ts';
import pino from 'pino';
const id = randomUUID();
const thing = { id, name: 'a thing', at: new Date().toISOString(), price: { amount: 4500, currency: 'EUR' as const }, status: 'pending', tags: ['a', 'b'] };
const which = process.argv[2];
if (which === 'bare') {
  const app = new Koa(); app.use((ctx) => { ctx.body = thing; });
  const s = await startServer(app.callback(), { host: '127.0.0.1', port: 0, log: silentLogger });
  console.log(JSON.stringify({ port: s.port, path: `/v1/things/${id}` }));
} else if (which === 'same') {
  const { jwtVerify } = await import('jose'); const { createTokenIssuer, toKey } = await import('#api/http/tokens.ts'); const { TEST_TOKENS } = await import('#test/support/kernel.ts');
  const key = toKey(TEST_TOKENS.keys[0]!);
  const app = new Koa();
  app.use(async (ctx) => {
    await jwtVerify(ctx.get('authorization').slice(7), key, { algorithms: ['HS256'], issuer: 'proxie', audience: 'proxie-api' });
    const m = /^\/v1\/things\/([^/]+)$/.exec(ctx.path); if (!m || !z.uuid().safeParse(m[1]).success) { ctx.status = 404; return; }
    ctx.set('X-Request-Id', randomUUID());
    ctx.body = thing; });
  const s = await startServer(app.callback(), { host: '127.0.0.1', port: 0, log: silentLogger });
  console.log(JSON.stringify({ port: s.port, path: `/v1/things/${id}`, token: (await createTokenIssuer(TEST_TOKENS)(randomUUID())).token }));
} else {
  const Thing = z.strictObject({ id: uuidOf('Thing'), name: z.string(), at: Instant, price: Money, status: z.enum(['pending', 'done']), tags: z.array(z.string()) }).meta({ id: 'Thing', examples: [thing] });
  const accountId = randomUUID();
  const routes = Array.from({ length: 40 }, (_, i) => route({ operationId: `getOther${i}`, tags: ['x'], summary: 's', description: 'd', method: 'get', path: `/v1/other${i}/:id`, access: 'signed-in', rateClass: 'other', idempotency: 'none', params: z.strictObject({ id: uuidOf('Thing') }), success: { status: 200, schema: Thing }, problems: [], handle: () => thing as never }));
  const mine = route({ operationId: 'getThing', tags: ['x'], summary: 's', description: 'd', method: 'get', path: '/v1/things/:id', access: 'signed-in', rateClass: 'other', idempotency: 'none', params: z.strictObject({ id: uuidOf('Thing') }), success: { status: 200, schema: Thing }, problems: [], handle: () => thing as never });
  const log = which === 'log' ? createLogger({ environment: 'production', logLevel: 'info' } as never, pino.destination({ dest: '/dev/null', sync: false })) : silentLogger;
  const k = await startKernel({ routes: [...routes, mine], accounts: [{ id: accountId, roles: ['consumer'], status: 'active' }], log, config: { trustProxy: 0 } });
  const { token } = await k.issueToken(accountId);
  console.log(JSON.stringify({ port: k.server.port, path: `/v1/things/${id}`, token }));
}
process.on('SIGTERM', () => process.exit(0));
import http from 'node:http';
let last = process.cpuUsage();
process.on('SIGUSR2', () => { const u = process.cpuUsage(last); last = process.cpuUsage(); console.log(JSON.stringify({ cpuUs: u.user + u.system, user: u.user })); });
void http;
