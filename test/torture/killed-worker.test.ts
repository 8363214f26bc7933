import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { live, STAGES, type Stage } from '#test/support/client-life.ts';
import { NOT_BY_ITSELF } from '#test/support/due.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';
import { expectInvariants } from '#test/support/invariants.ts';
import { useProduct } from '#test/support/product.ts';
import { chance, shuffled } from '#test/support/seed.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';

const { lives: LIVES, atOnce: AT_ONCE, kills: KILLS } = sizeOf('worker');
const PROVIDERS = 6;
const LIMIT_MS = limitMs('worker');
/** Up to so long after a worker was started it is killed; then a life has to be at the moment that is meant. */
const LONGEST_MS = 1_500;

describe('a worker that is killed again and again', function () {
  this.timeout(LIMIT_MS);
  const product = useProduct({ settings: { PROXIE_ENOUGH_OFFERS: '1', ...NOT_BY_ITSELF } });
  /** How many lives are at each stage now. */
  const now = new Map<Stage, number>(STAGES.map((stage) => [stage, 0]));

  it(`loses no life and doubles nothing: ${KILLS} kills, at every stage, over ${LIVES} lives or more`, async () => {
    let isDone = false;
    const lived = liveOn(() => isDone);
    lived.catch(() => undefined); // it is awaited below
    const killedAt = await killAtEveryStage(lived);
    isDone = true;
    const ids = await lived;
    expect([...killedAt.keys()]).to.have.members([...STAGES]);
    expect(ids.length).to.be.at.least(LIVES);
    expect(new Set(ids).size, 'different bookings').to.equal(ids.length);
    await expectInvariants(product.orm.em.fork(), ids.length);
  });

  /** Lives, some at a time, until there are enough of them and the last kill is over; answers with their bookings. */
  async function liveOn(isDone: () => boolean): Promise<string[]> {
    const providers = await Promise.all(
      Array.from({ length: PROVIDERS }, () => product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK })),
    );
    const bookings: string[] = [];
    let begun = 0;
    const liver = async (): Promise<void> => {
      while (begun < LIVES || !isDone()) {
        const index = begun++;
        // Every third life is that of somebody who is a provider as well, and fits their own request.
        const consumer = index % 3 === 0 ? providers[(index + 1) % PROVIDERS]! : await product.consumer();
        const startMs = Math.ceil(Date.now() / HOUR_MS + 48 + 2 * Math.floor(index / PROVIDERS)) * HOUR_MS;
        const slot = { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
        const deal = { consumer, provider: providers[index % PROVIDERS]!, slot };
        bookings.push((await live(product, deal, follow())).bookingId);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, liver));
    return bookings;
  }

  /** Keeps count of one life's stages. */
  function follow(): (stage: Stage | undefined) => void {
    let last: Stage | undefined;
    const add = (stage: Stage | undefined, by: number) => stage && now.set(stage, (now.get(stage) ?? 0) + by);
    return (stage) => {
      add(last, -1);
      add(stage, 1);
      last = stage;
    };
  }

  /** Kills the worker while a life is at the stage whose turn it is, as often as it must; then leaves one to finish. */
  async function killAtEveryStage(lived: Promise<unknown>): Promise<Map<Stage, number>> {
    const moments = chance('moments of kills');
    const killedAt = new Map<Stage, number>();
    const failed = lived.then(() => undefined); // nobody waits for a stage after a life has failed
    for (let kill = 0; kill < KILLS; kill += 1) {
      const round = Math.floor(kill / STAGES.length);
      const stage = shuffled(STAGES, `stages of round ${round}`)[kill % STAGES.length]!;
      const worker = await product.startWorker();
      await delay(moments() * LONGEST_MS);
      await Promise.race([failed, until(`a life to be ${stage}`, () => (now.get(stage) ?? 0) > 0, LIMIT_MS)]);
      await worker.kill();
      killedAt.set(stage, (killedAt.get(stage) ?? 0) + 1);
    }
    await product.startWorker();
    return killedAt;
  }
});
