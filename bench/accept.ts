import { commitLocally, commitScheduled } from './support/bare.messages.ts';
import { startBareRuns } from './support/bare-runs.ts';
import type { Bench } from './support/bench.ts';
import { prepareProduct } from './support/product.ts';
import { interleave, overRounds, ratio, type Variant } from './support/statistics.ts';
import { gather, milliseconds, perSecond } from './support/timing.ts';
import { createWorld } from './support/world.ts';

const ALONE = { rounds: 11, budgetMs: 10_000 };
const ROUNDS = { rounds: 3, budgetMs: 15_000, warmUp: false };
const WIDTH = 8;
const FLOOR_WIDTH = 32;
const FLOOR_RUNS = 96;
const OFFERS = 96;
const SETUP_MS = 20_000;

/** Accepting through the API, winner, rivals, request, booking, events and feeds, against the least that an Update can be. */
export const accept: Bench = {
  name: 'accept',
  title: `POST /v1/offers/:id/accept against a bare Temporal Update with one activity that commits one row`,
  async run(context) {
    const product = await prepareProduct(context);
    await product.startWorker();
    const api = await product.startApi();
    const world = await createWorld(product, api.ready.url, { consumers: 8, providers: 30 });
    const bare = await startBareRuns(product, context);

    context.note(`making up to ${OFFERS} open offers and twice as many bare runs`);
    const open = await gather({ most: OFFERS, width: 12, budgetMs: SETUP_MS }, async () =>
      world.offer(await world.ask()),
    );
    const waiting = await bare.waiting(2 * open.length + FLOOR_RUNS);
    await world.settled();
    const aRound = Math.floor((open.length - ALONE.rounds - 1) / ROUNDS.rounds);

    context.note('accepting');
    const alone = await interleave(ALONE, {
      accept: () => milliseconds(() => world.accept(open.pop()!)),
      local: () => milliseconds(() => bare.update(waiting.pop()!, commitLocally)),
      scheduled: () => milliseconds(() => bare.update(waiting.pop()!, commitScheduled)),
    });
    await world.settled();
    const bareRound =
      (definition: typeof commitLocally): Variant =>
      () =>
        perSecond(waiting.splice(-aRound), WIDTH, (run) => bare.update(run, definition));
    const rates = await interleave(ROUNDS, {
      accept: async () => {
        const rate = await perSecond(open.splice(-aRound), WIDTH, (offer) => world.accept(offer));
        await world.settled(); // the bookings' runs start behind it
        return rate;
      },
      local: bareRound(commitLocally),
      scheduled: bareRound(commitScheduled),
    });
    const floor = await perSecond(waiting.splice(0, FLOOR_RUNS), FLOOR_WIDTH, (run) => bare.update(run, commitLocally));
    return [
      ratio('alone, time: accept ÷ bare Update with a local activity', alone.accept, alone.local),
      ratio('alone, time: accept ÷ bare Update with a scheduled activity', alone.accept, alone.scheduled),
      overRounds('alone: accept', 'ms', alone.accept),
      overRounds('alone: bare Update with a local activity', 'ms', alone.local, 'seen on 2 cores: 14 ms'),
      overRounds('alone: bare Update with a scheduled activity', 'ms', alone.scheduled),
      ratio(`${WIDTH} at once, rate: accept ÷ bare Update with a local activity`, rates.accept, rates.local),
      ratio(`${WIDTH} at once, rate: accept ÷ bare Update with a scheduled activity`, rates.accept, rates.scheduled),
      overRounds(`${WIDTH} at once: accept`, '/s', rates.accept),
      overRounds(`${WIDTH} at once: bare Update with a local activity`, '/s', rates.local),
      overRounds(`${WIDTH} at once: bare Update with a scheduled activity`, '/s', rates.scheduled),
      overRounds(`${FLOOR_WIDTH} at once: bare Update with a local activity`, '/s', [floor], 'seen on 2 cores: 150/s'),
    ];
  },
};
