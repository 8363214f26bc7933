import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import { bookingWorkflowId, cancelBooking, checkInBooking } from '../booking/messages.ts';
import {
  cancelRequest,
  declineOffer,
  editRequest,
  hoursChanged,
  requestWorkflowId,
  standingChanged,
  withdrawOffer,
} from './messages.ts';

const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('a run that takes every command', () => {
  const lives = useLives();
  const market = createMarketplace(lives);

  afterEach(() => lives.orm.em.fork().execute("update providers set status = 'inactive'"));

  /** A request that was booked, lost its booking and has been through everything that leaves it open; with an open offer. */
  async function wellTravelled() {
    const [first, provider] = [await market.provider(), await market.provider()];
    const request = await market.request();
    const { requestId, consumerId } = request;
    await market.leads(request, 2);
    const bookingId = await market.accept(request, await market.offer(request, first));
    await market.cancel(bookingId, first.accountId, 'provider');
    await market.inStatus(request, 'matching');
    const declined = await market.offer(request, provider);
    const declining = { ...by(consumerId), offerId: declined, side: 'consumer' as const };
    expect(await lives.commands.onRequest(requestId, declineOffer, declining)).to.equal('declined');
    const withdrawn = await market.offer(request, provider);
    const withdrawing = { ...by(provider.accountId), offerId: withdrawn, side: 'provider' as const };
    expect(await lives.commands.onRequest(requestId, withdrawOffer, withdrawing)).to.equal('withdrawn');
    const { wave } = await market.row(request);
    await lives.commands.onRequest(requestId, editRequest, { ...by(consumerId), payload: { maxDistanceKm: 6 } });
    await until('the wave after the edit', async () => (await market.row(request)).wave > wave);
    const run = lives.handle(requestWorkflowId(requestId));
    await run.signal(hoursChanged, { providerId: provider.providerId });
    await run.signal(standingChanged, { accountId: provider.accountId });
    return { request, offerId: await market.offer(request, provider) };
  }

  const ended = (workflowId: string): Promise<unknown> =>
    until('the run to end', async () => (await lives.handle(workflowId).describe()).status.name === 'COMPLETED');

  /** Some of them are accepted before the first is carried out. */
  async function severalAtOnce(command: () => Promise<unknown>): Promise<string[]> {
    return (await Promise.all(Array.from({ length: 5 }, () => outcomeOf(command())))).toSorted();
  }
  const onceOnly = (refusal: string): string[] => ['done', ...Array.from({ length: 4 }, () => refusal)];

  it('is booked', async () => {
    const { request, offerId } = await wellTravelled();
    await market.accept(request, offerId);
    await ended(requestWorkflowId(request.requestId));
    await lives.replays(requestWorkflowId(request.requestId), 'request-every-command-booked');
  });

  it('expires', async () => {
    const { request } = await wellTravelled();
    await lives.pass(lives.config.timers.requestTtlMs + HOUR_MS);
    await market.inStatus(request, 'expired');
    await ended(requestWorkflowId(request.requestId));
    await lives.replays(requestWorkflowId(request.requestId), 'request-every-command-expired');
  });

  it('is cancelled once, however many want it at the same time', async () => {
    const { request } = await wellTravelled();
    const { requestId, consumerId } = request;
    const cancel = () => lives.commands.onRequest(requestId, cancelRequest, { ...by(consumerId), side: 'consumer' });
    expect(await severalAtOnce(cancel)).to.deep.equal(onceOnly('request_closed'));
    await ended(requestWorkflowId(requestId));
    await lives.replays(requestWorkflowId(requestId), 'request-every-command-cancelled');
  });

  it('is a booking that has begun and is stopped once by operators', async () => {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const bookingId = await market.accept(request, await market.offer(request, provider));
    await market.due(bookingId);
    const checkingIn = { ...by(provider.accountId), side: 'provider' as const };
    expect(await lives.commands.onBooking(bookingId, checkInBooking, checkingIn)).to.equal('in_progress');
    const order = { side: 'admin' as const, payload: { reason: 'a reason' } };
    const stop = () => lives.commands.onBooking(bookingId, cancelBooking, { ...by(request.consumerId), ...order });
    expect(await severalAtOnce(stop)).to.deep.equal(onceOnly('invalid_transition'));
    await ended(bookingWorkflowId(bookingId));
    await lives.replays(bookingWorkflowId(bookingId), 'booking-every-command-cancelled');
  });
});
