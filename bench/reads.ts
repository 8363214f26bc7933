import type { Bench, Figure } from './support/bench.ts';
import type { BareKoaInput, BareRoute } from './support/bare-koa.process.ts';
import { callsPerSecond } from './support/load.ts';
import { prepareProduct } from './support/product.ts';
import { startProcess } from './support/process.ts';
import { statementsOf, type Asked } from './support/recorded.ts';
import { interleave, overRounds, ratio, type Variant } from './support/statistics.ts';
import { gather } from './support/timing.ts';
import { createWorld } from './support/world.ts';

const REQUESTS = 30;
const SETUP_MS = 10_000;
const ROUNDS = { rounds: 5, budgetMs: 35_000 };
const AIM = 'aim: at least 0.5';

/** Reads through the API against the same statements through `pg` behind bare Koa, and against them prepared. */
export const reads: Bench = {
  name: 'reads',
  title: 'GET /v1/requests/:id and GET /v1/requests against the same SQL behind bare Koa (16 connections)',
  async run(context) {
    const product = await prepareProduct(context);
    const worker = await product.startWorker();
    const api = await product.startApi();
    const world = await createWorld(product, api.ready.url, { consumers: 1, providers: 12 });
    context.note(`making ${REQUESTS} requests with leads and offers`);
    const asked = await gather({ most: REQUESTS, width: 8, budgetMs: SETUP_MS }, world.ask);
    let half = 0;
    await gather({ most: asked.length / 2, width: 8, budgetMs: SETUP_MS }, () => world.offer(asked[half++]!));
    await world.settled();
    await worker.stop();

    const { token } = world.consumers[0]!;
    const calls = {
      get: { method: 'GET', path: `/v1/requests/${asked[0]!.requestId}`, token },
      list: { method: 'GET', path: '/v1/requests', token },
    } as const satisfies Record<string, Asked>;
    const [get = [], list = []] = await statementsOf(product, [calls.get, calls.list]);
    const bareRoutes: BareRoute[] = [
      { method: 'get', path: '/nothing', status: 200, statements: [] },
      { method: 'get', path: '/get', status: 200, statements: get },
      { method: 'get', path: '/list', status: 200, statements: list },
      { method: 'get', path: '/get-prepared', status: 200, statements: get, prepared: true },
      { method: 'get', path: '/list-prepared', status: 200, statements: list, prepared: true },
    ];
    const input: BareKoaInput = {
      databaseUrl: product.databaseUrl,
      poolMax: product.config.postgres.poolMax,
      routes: bareRoutes,
    };
    const bare = await startProcess<{ url: string }>({ module: 'bare-koa.process.ts', input });
    context.onEnd(() => bare.stop());

    context.note('reading');
    const of =
      (path: string): Variant =>
      () =>
        callsPerSecond({ url: `${bare.ready.url}${path}` });
    const ours =
      ({ path }: Asked): Variant =>
      () =>
        callsPerSecond({ url: `${api.ready.url}${path}`, tokens: [token] });
    const rates = await interleave(ROUNDS, {
      get: ours(calls.get),
      bareGet: of('/get'),
      preparedGet: of('/get-prepared'),
      list: ours(calls.list),
      bareList: of('/list'),
      preparedList: of('/list-prepared'),
    });
    const koa = await interleave({ rounds: 1, budgetMs: 0 }, { nothing: of('/nothing') });
    return [
      ...compared(`get (${get.length} statement)`, rates.get, rates.bareGet, rates.preparedGet),
      ...compared(`list of 20 (${list.length} statement)`, rates.list, rates.bareList, rates.preparedList),
      overRounds('bare Koa without any SQL', '/s', koa.nothing, 'seen on 2 cores: 13,000/s'),
    ];
  },
};

function compared(what: string, ours: number[], bare: number[], prepared: number[]): Figure[] {
  return [
    ratio(`${what}: API ÷ bare Koa, same SQL`, ours, bare, AIM),
    ratio(`${what}: API ÷ bare Koa, same SQL prepared`, ours, prepared),
    overRounds(`${what}: API`, '/s', ours),
    overRounds(`${what}: bare Koa, same SQL`, '/s', bare, 'a prepared SELECT by key, seen on 2 cores: 11,000/s'),
  ];
}
