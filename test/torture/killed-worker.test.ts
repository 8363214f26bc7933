import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { live } from '#test/support/client-life.ts';
import { NOT_BY_ITSELF } from '#test/support/due.ts';
import { expectInvariants } from '#test/support/invariants.ts';
import { useProduct } from '#test/support/product.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';

const LIVES = 60;
const PROVIDERS = 6;
const KILLS = 10;

describe('a worker that is killed again and again', function () {
  this.timeout(480_000);
  const product = useProduct({ settings: { PROXIE_ENOUGH_OFFERS: '1', ...NOT_BY_ITSELF } });

  it('loses no life and doubles nothing: ten kills at random moments over sixty lives', async () => {
    const providers = await Promise.all(
      Array.from({ length: PROVIDERS }, () => product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK })),
    );
    const consumers = await Promise.all(Array.from({ length: LIVES }, () => product.consumer()));
    let over = false;
    const lives = Promise.all(
      consumers.map((stranger, index) => {
        // Every third life is that of somebody who is a provider as well, and fits their own request.
        const consumer = index % 3 === 0 ? providers[(index + 1) % PROVIDERS]! : stranger;
        const startMs = Math.ceil(Date.now() / HOUR_MS + 48 + 2 * Math.floor(index / PROVIDERS)) * HOUR_MS;
        const slot = { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
        return live(product, { consumer, provider: providers[index % PROVIDERS]!, slot });
      }),
    ).finally(() => (over = true));
    lives.catch(() => undefined); // it is awaited below
    const kills = await killAtRandom(() => over);
    const done = await lives;
    expect(kills).to.equal(KILLS);
    expect(new Set(done.map(({ bookingId }) => bookingId)).size).to.equal(LIVES);
    await expectInvariants(product.orm.em.fork(), LIVES);
  });

  /** Kills at random points of the work (the point is the randomness, no state is awaited), then leaves one worker to finish. */
  async function killAtRandom(isOver: () => boolean): Promise<number> {
    let kills = 0;
    while (kills < KILLS && !isOver()) {
      const worker = await product.startWorker();
      await delay(Math.random() * 2_500);
      await worker.kill();
      kills += 1;
    }
    await product.startWorker();
    return kills;
  }
});
