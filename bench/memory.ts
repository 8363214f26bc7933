import type { Bench, Figure } from './support/bench.ts';
import { callsPerSecond } from './support/load.ts';
import type { BenchProcess, Memory } from './support/process.ts';
import { prepareProduct } from './support/product.ts';
import { gather } from './support/timing.ts';
import { createWorld } from './support/world.ts';

const LIVES = 100;
const WIDTH = 16;
const LIVES_MS = 30_000;
const READ_SECONDS = 5;

/** What the processes take of memory: started, and after work. */
export const memory: Bench = {
  name: 'memory',
  title: `resident memory of the API and of the worker, before and after up to ${LIVES} lives and ${READ_SECONDS} s of reads`,
  async run(context) {
    const product = await prepareProduct(context);
    const worker = await product.startWorker();
    const api = await product.startApi();
    const world = await createWorld(product, api.ready.url, { consumers: WIDTH, providers: 30 });
    const before = { api: await api.memory(), worker: await worker.memory() };
    context.note(`${LIVES} lives`);
    const lives = await gather({ most: LIVES, width: WIDTH, budgetMs: LIVES_MS }, world.live);
    const tokens = world.consumers.map(({ token }) => token);
    await callsPerSecond({ url: `${api.ready.url}/v1/requests`, tokens, seconds: READ_SECONDS });
    return [
      { what: 'lives', value: lives.length, unit: '' },
      ...(await shown('API', before.api, api)),
      ...(await shown('worker', before.worker, worker)),
    ];
  },
};

async function shown(name: string, before: Memory, process: BenchProcess<unknown>): Promise<Figure[]> {
  const { nowMb, peakMb } = await process.memory();
  return [
    { what: `${name}: started`, value: before.nowMb, unit: 'MB' },
    { what: `${name}: after the work`, value: nowMb, unit: 'MB' },
    { what: `${name}: peak`, value: peakMb, unit: 'MB' },
  ];
}
