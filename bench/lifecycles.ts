import { startBareRuns } from './support/bare-runs.ts';
import type { Bench } from './support/bench.ts';
import { prepareProduct } from './support/product.ts';
import { interleave, overRounds, ratio } from './support/statistics.ts';
import { milliseconds, perSecond } from './support/timing.ts';
import { createWorld } from './support/world.ts';

const ALONE = { rounds: 8, budgetMs: 12_000 };
const ROUNDS = { rounds: 4, budgetMs: 25_000, warmUp: false };
const LIVES = 20;
const BARE_RUNS = 40;
const WIDTH = 16;

/** Whole lives over HTTP, and the least that a run can cost on the same servers. */
export const lifecycles: Bench = {
  name: 'lifecycles',
  title: 'request → match → offer → accept → complete over HTTP (two runs, one match, three Updates a life)',
  async run(context) {
    const product = await prepareProduct(context);
    await product.startWorker();
    const api = await product.startApi();
    const world = await createWorld(product, api.ready.url, { consumers: WIDTH, providers: 40 });
    const bare = await startBareRuns(product, context);

    context.note('one life at a time');
    const alone = await interleave(ALONE, { life: () => milliseconds(world.live), run: () => milliseconds(bare.run) });
    context.note(`${WIDTH} lives at once`);
    const rates = await interleave(ROUNDS, {
      lives: async () => {
        const rate = await perSecond(Array.from({ length: LIVES }), WIDTH, world.live);
        await world.settled();
        return rate;
      },
      runs: () => perSecond(Array.from({ length: BARE_RUNS }), WIDTH, bare.run),
    });
    return [
      overRounds(`lives, ${WIDTH} at once`, '/s', rates.lives, 'seen on 2 cores, simpler ones: 8.9/s'),
      overRounds(`bare runs with one scheduled activity, ${WIDTH} at once`, '/s', rates.runs, 'seen on 2 cores: 28/s'),
      ratio('rate: lives ÷ bare runs', rates.lives, rates.runs),
      overRounds('a life alone', 'ms', alone.life),
      overRounds('a bare run with one scheduled activity alone', 'ms', alone.run, 'seen on 2 cores: 48 ms'),
      ratio('time alone: a life ÷ a bare run', alone.life, alone.run),
    ];
  },
};
