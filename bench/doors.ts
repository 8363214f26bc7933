import { randomUUID } from 'node:crypto';
import { insertAccount } from '#test/support/factories.ts';
import { client } from '#test/support/http.ts';
import { testRedis } from '#test/support/redis.ts';
import type { BareKoaInput } from './support/bare-koa.process.ts';
import type { Bench, BenchContext, Figure } from './support/bench.ts';
import { callsPerSecond } from './support/load.ts';
import { prepareProduct, type Product } from './support/product.ts';
import { startProcess } from './support/process.ts';
import { statementsOf } from './support/recorded.ts';
import { interleave, overRounds, ratio, type Variant } from './support/statistics.ts';

const ROUNDS = { rounds: 5, budgetMs: 30_000 };
const AIM = 'aim: at least 0.5';
const PROCESSES = 4;
const ALLOWED = 200;
const OVER = 2;

/** What the doors cost: who, limit, contract and headers around a small read; and whether the limit is exact. */
export const doors: Bench = {
  name: 'doors',
  title: 'small reads through all doors against bare Koa (16 connections), and a limit shared by four processes',
  async run(context) {
    const product = await prepareProduct(context);
    const redis = await testRedis();
    const shared = redis ? { REDIS_URL: redis.url } : undefined;
    const token = await product.tokenOf(await insertAccount(product.orm.em.fork()));
    const figures = await cost(context, product, token, shared);
    if (shared) figures.push(await exactness(product, shared));
    return figures;
  },
};

type Settings = Readonly<Record<string, string>> | undefined;

async function cost(context: BenchContext, product: Product, token: string, shared: Settings): Promise<Figure[]> {
  const own = await product.startApi();
  const withRedis = shared && (await product.startApi({ settings: shared }));
  const me = { method: 'GET', path: '/v1/auth/me', token } as const;
  const catalog = await client(own.ready.url).get('/v1/catalog');
  const [statements = []] = await statementsOf(product, [me]);
  const input: BareKoaInput = {
    databaseUrl: product.databaseUrl,
    poolMax: product.config.postgres.poolMax,
    routes: [
      { method: 'get', path: '/me', status: 200, statements },
      { method: 'get', path: '/catalog', status: 200, statements: [], body: catalog.body },
    ],
  };
  const bare = await startProcess<{ url: string }>({ module: 'bare-koa.process.ts', input });
  context.onEnd(() => bare.stop());

  context.note('reading');
  const at =
    (base: string, path: string): Variant =>
    () =>
      callsPerSecond({ url: `${base}${path}`, tokens: [token] });
  const rates = await interleave(ROUNDS, {
    bareMe: at(bare.ready.url, '/me'),
    me: at(own.ready.url, '/v1/auth/me'),
    sharedMe: at((withRedis ?? own).ready.url, '/v1/auth/me'),
    bareCatalog: at(bare.ready.url, '/catalog'),
    catalog: at(own.ready.url, '/v1/catalog'),
  });
  return [
    ratio('GET /v1/auth/me, limits in the process: API ÷ bare Koa, same SQL', rates.me, rates.bareMe, AIM),
    ...(withRedis
      ? [ratio('GET /v1/auth/me, limits in Redis: API ÷ bare Koa, same SQL', rates.sharedMe, rates.bareMe, AIM)]
      : []),
    ratio('GET /v1/catalog, no SQL: API ÷ bare Koa, same body', rates.catalog, rates.bareCatalog, AIM),
    overRounds('GET /v1/auth/me, limits in the process', '/s', rates.me),
    overRounds('bare Koa, same SQL', '/s', rates.bareMe),
  ];
}

/** Twice as many calls as are allowed, over four processes at once, all for one person. */
async function exactness(product: Product, shared: NonNullable<Settings>): Promise<Figure> {
  const token = await product.tokenOf(await insertAccount(product.orm.em.fork()));
  const settings = { ...shared, PROXIE_RATE_LIMITS: `other=${ALLOWED}` };
  const apis = await Promise.all(Array.from({ length: PROCESSES }, () => product.startApi({ settings })));
  const callers = apis.map(({ ready }) => client(ready.url));
  const headers = { 'x-request-id': randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: ALLOWED * OVER }, (_, index) =>
      callers[index % PROCESSES]!.get('/v1/auth/me', { as: token, headers }),
    ),
  );
  const passed = answers.filter(({ status }) => status === 200).length;
  return {
    what: `calls let through of ${ALLOWED * OVER} at once over ${PROCESSES} processes, ${ALLOWED} allowed a minute`,
    unit: '',
    value: passed,
    judgedBy: `exact: ${ALLOWED}`,
  };
}
