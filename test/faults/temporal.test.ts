import { expect } from 'chai';
import { Booking } from '#db/entities/booking.entity.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { expectUnavailable, offered, untilMatched, untilReady, WAYS_TO_GO } from '#test/support/outage.ts';
import { useProduct } from '#test/support/product.ts';
import { ownTemporalServer } from '#test/support/temporal.ts';
import { until } from '#test/support/until.ts';

describe('when Temporal is down', function () {
  this.timeout(300_000);
  const product = useProduct({ temporal: ownTemporalServer });

  before(async () => {
    await product.startWorker();
  });

  for (const [index, { how, go, comeBack }] of WAYS_TO_GO.entries()) {
    it(`(${how}) requests are taken, commands get 503 in time, reads work, and all is made up for later`, async () => {
      const { consumer, provider, requestId, accept } = await offered(product, 48 + 3 * index);
      const at = `/v1/requests/${requestId}`;

      await go(product.temporal);
      const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      expect(created.status).to.equal(201);
      const { temporalDownDeadlineMs } = product.config.timers;
      await expectUnavailable(accept, temporalDownDeadlineMs);
      const cancel = { as: consumer, body: { reason: 'too late' } };
      await expectUnavailable(() => product.api.post(`${at}/cancel`, cancel), temporalDownDeadlineMs);
      const still = await product.api.get(at, { as: consumer });
      expect(still.body).to.deep.include({ status: 'offers_received', bookingId: null });
      await untilReady(product, 'degraded');

      await comeBack(product.temporal);
      await untilReady(product, 'ready');
      await untilMatched(product, (created.body as { id: string }).id, provider);
    });
  }

  it('(its store takes no writes) no command waits for ever or counts twice, and it says so although the server answers', async () => {
    const { consumer, provider, requestId, accept } = await offered(product, 48 + 3 * WAYS_TO_GO.length);
    const unlock = product.temporal.lockStore();
    try {
      const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      expect(created.status).to.equal(201);
      // A run in the memory of a worker carries the command out: its fact stands in Postgres, and only its history waits.
      const { status } = await accept();
      expect(status).to.be.oneOf([201, 503]);
      await until('the API to see it', async () => {
        const { body } = await product.api.get<{ dependencies: Record<string, { state: string }> }>('/ready');
        return body.dependencies.temporal?.state === 'down';
      });
      unlock();
      await untilReady(product, 'ready');
      await untilMatched(product, (created.body as { id: string }).id, provider);
      const booked = async () => (await accept()).status;
      await until('the offer to be accepted', async () => (await booked()) === 409 || undefined); // a second time is refused
      expect(await product.orm.em.fork().count(Booking, { request: requestId })).to.equal(1);
    } finally {
      unlock();
    }
  });
});
