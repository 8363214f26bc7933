import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import Koa from 'koa';
import pg from 'pg';
import { useApi } from '#test/support/api.ts';
import { insertOffer, insertProvider, insertRequest, insertBooking } from '#test/support/factories.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
const run = promisify(execFile);
describe('bench', () => {
  const f = useApi();
  it('x', async function () {
    this.timeout(300000);
    const em = f.orm.em.fork();
    const p = await insertProvider(em, { services: [{}, {}, {}] });
    for (let i = 0; i < 100; i++) { const r = await insertRequest(em, { status: 'matching' }); await em.insert(RequestMatch, { id: crypto.randomUUID(), request: r.id, provider: p.id, rank: 1, wave: 1, score: 0.5, distanceKm: 2, leadAt: new Date() }); if (i % 3 === 0) await insertOffer(em, { request: r.id, provider: p.id }); }
    await f.orm.em.execute('analyze');
    const as = await f.tokenOf(p.accountId);
    const [{ db, port }]: any = await f.orm.em.execute(`select current_database() as db, inet_server_port() as port`);
    const { testPostgres } = await import('#test/support/postgres.ts');
    const url = (await testPostgres()).url(db);
    const slots = `/v1/providers/${p.id}/slots?serviceId=${p.serviceIds[0]}`;
    for (const path of [`/v1/providers/${p.id}`, '/v1/providers/me', '/v1/providers/me/leads', '/v1/providers/me/leads?limit=100', slots, '/v1/auth/me', '/v1/catalog']) {
      await f.api.get(path, { as });
      f.takeStatements();
      await f.api.get(path, { as });
      const sqls = f.takeStatements();
      const stash: any[] = [];
      const orig = f.orm.em.getConnection().execute;
      (f.orm.em.getConnection() as any).execute = function (q: string, params: any[], ...rest: any[]) { stash.push([q, params]); return (orig as any).call(this, q, params, ...rest); };
      await f.api.get(path, { as });
      delete (f.orm.em.getConnection() as any).execute;
      const queries = stash.map(([q, params]) => { let n = 0; const values: any[] = []; return { text: String(typeof q === 'string' ? q : q.sql).replace(/\?/g, () => { values.push(params[n]); return '$' + ++n; }), values }; });
      const pool = new pg.Pool({ connectionString: url, max: 20 });
      const koa = new Koa();
      koa.use(async (ctx) => { const out = []; for (const q of queries) out.push((await pool.query(q)).rows); ctx.body = out; });
      const server = koa.listen(0);
      const bareUrl = `http://127.0.0.1:${(server.address() as any).port}/`;
      try {
        const load = async (u: string, t: string) => JSON.parse((await run('node', ['/tmp/bench/load.mjs', u, t, '3'])).stdout);
        const rounds = [];
        for (let i = 0; i < 2; i++) rounds.push([await load(f.url + path, as), await load(bareUrl, '-')]);
        console.log(path.replace(p.id, ':id').slice(0, 40), sqls.length, 'api', rounds.map((r) => r[0].rps), 'bare', rounds.map((r) => r[1].rps), 'bad', rounds.map((r) => [r[0].bad, r[1].bad]), 'ratio', rounds.map((r) => (r[0].rps / r[1].rps).toFixed(2)));
      } finally { server.close(); await pool.end(); }
    }
  });
});
