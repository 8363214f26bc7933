import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/local-date.ts';
import { useLives } from '#test/support/lives.ts';
import { createMarketplace, type TestRequest } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import { requestWorkflowId } from './messages.ts';

/** A busy machine lets so much pass between two steps, and never more. */
const MARGIN_MS = 10 * MINUTE_MS;

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('an offer that expires', () => {
  const lives = useLives();
  const market = createMarketplace(lives);
  const ended = (requestId: string): Promise<unknown> =>
    until(
      'the run to end',
      async () => (await lives.handle(requestWorkflowId(requestId)).describe()).status.name === 'COMPLETED',
    );

  afterEach(() => lives.orm.em.fork().execute("update providers set status = 'inactive'"));

  it('does so at its own time, and its request waits on', async () => {
    const providers = [await market.provider(), await market.provider()];
    const request = await market.request();
    await market.leads(request, 2);
    const expiresAt = new Date((await lives.nowMs()) + HOUR_MS).toISOString();
    const short = await market.offer(request, providers[0]!, { expiresAt });
    const long = await market.offer(request, providers[1]!);
    await lives.pass(HOUR_MS + 1000);
    await until('the short offer to expire', async () => (await market.offerRow(short)).status === 'expired');
    expect((await market.offerRow(long)).status).to.equal('pending');
    expect(await refusedWith(market.accept(request, short))).to.equal('offer_closed');
    await lives.pass(DAY_MS);
    await until('the long offer to expire', async () => (await market.offerRow(long)).status === 'expired');
    expect((await market.row(request)).status).to.equal('offers_received');
    await lives.pass(lives.config.timers.requestTtlMs);
    await market.inStatus(request, 'expired');
    await ended(request.requestId);
    await lives.replays(requestWorkflowId(request.requestId), 'request-offers-expire');
  });

  async function expiring() {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const expiresAtMs = (await lives.nowMs()) + HOUR_MS;
    const offerId = await market.offer(request, provider, { expiresAt: new Date(expiresAtMs).toISOString() });
    const passUntil = async (atMs: number): Promise<void> => lives.pass(Math.max(0, atMs - (await lives.nowMs())));
    return { request, offerId, expiresAtMs, passUntil };
  }

  /** What became of the offer, of its request and of the slot. */
  async function outcome(request: TestRequest, offerId: string): Promise<unknown[]> {
    const offer = await until('the offer to settle', async () => {
      const row = await market.offerRow(offerId);
      return row.status !== 'pending' && row;
    });
    const bookings = await lives.orm.em.fork().count(Booking, { offer: offerId });
    return [offer.status, (await market.row(request)).status, bookings];
  }
  const ACCEPTED = ['accepted', 'booked', 1];
  const EXPIRED = ['expired', 'offers_received', 0];

  it('lets it be accepted until then, and expire no more', async () => {
    const { request, offerId, expiresAtMs, passUntil } = await expiring();
    await passUntil(expiresAtMs - MARGIN_MS);
    await market.accept(request, offerId);
    await passUntil(expiresAtMs + MARGIN_MS);
    expect(await outcome(request, offerId)).to.deep.equal(ACCEPTED);
    expect(await lives.orm.em.fork().count(Event, { aggregateId: offerId, type: 'offer.expired' })).to.equal(0);
    await ended(request.requestId);
    await lives.replays(requestWorkflowId(request.requestId), 'request-accepted-before-expiry');
  });

  it('refuses whoever accepts it from then on', async () => {
    const { request, offerId, expiresAtMs, passUntil } = await expiring();
    await passUntil(expiresAtMs);
    expect(await refusedWith(market.accept(request, offerId))).to.equal('offer_closed');
    expect(await outcome(request, offerId)).to.deep.equal(EXPIRED);
  });

  it('lets it be accepted or expire when both come at once, never both', async () => {
    const { request, offerId, expiresAtMs, passUntil } = await expiring();
    const accepting = refusedWith(market.accept(request, offerId));
    await Promise.all([accepting, passUntil(expiresAtMs)]);
    expect(await outcome(request, offerId)).to.deep.equal((await accepting) === 'done' ? ACCEPTED : EXPIRED);
    await lives.replays(requestWorkflowId(request.requestId), 'request-accept-against-expiry');
  });
});
