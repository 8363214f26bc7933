import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { Problem } from '#api/http/problem.ts';
import { Event } from '#db/entities/event.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { insertOffer } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace, type TestProvider, type TestRequest } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import { DB_QUEUE } from '../shared/queues.ts';
import { cancelRequest, declineOffer, editRequest, requestWorkflowId, withdrawOffer } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('waves of leads', () => {
  const lives = useLives();
  const market = createMarketplace(lives);
  const { waveMs } = lives.config.timers;
  const handle = ({ requestId }: TestRequest) => lives.handle(requestWorkflowId(requestId));

  afterEach(() => lives.orm.em.fork().execute("update providers set status = 'inactive'"));

  /** How often the run has asked for a wave. */
  async function wavesOf(request: TestRequest): Promise<number> {
    const { events } = await handle(request).fetchHistory();
    const scheduled = (events ?? []).map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name);
    return scheduled.filter((name) => name === 'sendWave').length;
  }
  /** Makes the request a lead of the provider without a wave. */
  async function tell({ requestId }: TestRequest, { providerId }: TestProvider): Promise<void> {
    const leadAt = new Date((await lives.nowMs()) - waveMs); // another wave is due
    const scores = { specialization: 1, location: 1, availability: 1, price: 1, rating: 1, responseRate: 1 };
    const lead = { rank: 1, wave: 0, score: 1, factors: scores, distanceKm: 1, leadAt };
    const row = { id: uuidv7(), request: requestId, provider: providerId, ...lead };
    await lives.orm.em.fork().insert(RequestMatch, row);
  }
  async function wavesSent({ requestId }: TestRequest): Promise<number> {
    return lives.orm.em.fork().count(Event, { requestId, type: 'request.wave_sent' });
  }
  const ended = (request: TestRequest): Promise<unknown> =>
    until('the run to end', async () => (await handle(request).describe()).status.name === 'COMPLETED');
  const cancel = (request: TestRequest) =>
    lives.commands.onRequest(request.requestId, cancelRequest, { ...by(request.consumerId), side: 'consumer' });
  const decline = (request: TestRequest, offerId: string) =>
    lives.commands.onRequest(request.requestId, declineOffer, {
      ...by(request.consumerId),
      offerId,
      side: 'consumer' as const,
    });
  const edit = (request: TestRequest, payload: object) =>
    lives.commands.onRequest(request.requestId, editRequest, { ...by(request.consumerId), payload });

  describe('while nobody matches', function () {
    this.timeout(240_000); // workers are replaced
    afterEach(async () => {
      await lives.stopWorkers(DB_QUEUE);
      await lives.startWorkers(DB_QUEUE);
    });

    /** A request with an offer while its first wave is under way: its provider was told of it before. */
    async function waiting(overrides: Parameters<typeof market.request>[0] = {}) {
      await lives.stopWorkers(DB_QUEUE);
      const provider = await market.provider();
      const request = await market.request(overrides);
      await market.inStatus(request, 'matching');
      await until('the wave to be asked for', async () => (await wavesOf(request)) === 1);
      await tell(request, provider);
      return { provider, request, offerId: await market.offer(request, provider) };
    }

    it('let commands be answered, and nothing is sent twice', async () => {
      const { request, offerId } = await waiting();
      expect(await decline(request, offerId)).to.equal('declined');
      expect(await edit(request, { maxDistanceKm: 5 })).to.equal('offers_received');
      await until('the wave of the edit', async () => (await wavesOf(request)) === 2);
      expect(await wavesSent(request)).to.equal(0);
      await lives.startWorkers(DB_QUEUE);
      await market.leads(request, 1);
      expect((await market.row(request)).wave).to.equal(1);
      expect(await wavesSent(request)).to.equal(1);
      await cancel(request);
      await ended(request);
      expect(await wavesOf(request)).to.equal(2);
      await lives.replays(requestWorkflowId(request.requestId), 'request-edited-while-matching');
    });

    it('let an offer be accepted: the run ends without its wave, and a lost booking is matched again', async () => {
      const { request, provider, offerId } = await waiting();
      const bookingId = await market.accept(request, offerId);
      await ended(request);
      await lives.replays(requestWorkflowId(request.requestId), 'request-booked-while-matching');
      await market.cancel(bookingId, provider.accountId, 'provider');
      await market.inStatus(request, 'matching');
      const other = await market.provider();
      await lives.startWorkers(DB_QUEUE);
      await market.leads(request, 2);
      expect(await wavesSent(request)).to.equal(1);
      await market.accept(request, await market.offer(request, other));
      await ended(request);
    });

    it('let a request expire at its time', async () => {
      const { request } = await waiting({ expiresAt: new Date((await lives.nowMs()) + 5_000) });
      await market.inStatus(request, 'expired');
      await ended(request);
      expect(await wavesOf(request)).to.equal(1);
      await lives.replays(requestWorkflowId(request.requestId));
    });
  });

  it('are not sent sooner because a command was refused', async () => {
    const request = await market.request();
    await market.inStatus(request, 'matching');
    await until('the wave that finds nobody', async () => (await wavesOf(request)) === 1);
    // one that its run does not know of, so that the database has to refuse it
    const { id: offerId } = await insertOffer(lives.orm.em.fork(), { request: request.requestId, status: 'withdrawn' });
    for (let round = 0; round < 3; round += 1) {
      const again = { ...by(request.consumerId), offerId, side: 'provider' as const };
      const outcome = refusedWith(lives.commands.onRequest(request.requestId, withdrawOffer, again));
      expect(await outcome).to.equal('offer_closed');
    }
    expect(await wavesOf(request)).to.equal(1);
    await lives.pass(waveMs - HOUR_MS);
    expect(await wavesOf(request)).to.equal(1);
    await lives.pass(HOUR_MS + 1_000);
    await until('the second wave', async () => (await wavesOf(request)) === 2);
    await cancel(request);
    await ended(request);
    await lives.replays(requestWorkflowId(request.requestId), 'request-refused-after-nobody');
  });
});
