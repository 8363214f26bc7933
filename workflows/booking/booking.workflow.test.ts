import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace } from '#test/support/marketplace.ts';
import { textsIn } from '#test/support/texts-in.ts';
import { until } from '#test/support/until.ts';
import { requestWorkflowId } from '../request/messages.ts';
import { bookingWorkflowId, checkInBooking, completeBooking } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('bookingWorkflow', () => {
  const lives = useLives();
  const market = createMarketplace(lives);

  async function booked(hours = 48) {
    const provider = await market.provider();
    const request = await market.request();
    await until('the lead', async () => (await market.row(request)).wave === 1);
    const offerId = await market.offer(request, provider, { slots: [await market.slotIn(hours)] });
    return { provider, request, offerId, bookingId: await market.accept(request, offerId) };
  }

  it('completes by itself a day after its end when nobody says anything', async () => {
    const { bookingId } = await booked();
    await market.bookingOf(bookingId, (id) => lives.handle(id));
    await lives.pass(49 * HOUR_MS);
    expect((await market.bookingRow(bookingId)).status).to.equal('confirmed');
    await lives.pass(DAY_MS + HOUR_MS);
    await until('the booking to complete', async () => (await market.bookingRow(bookingId)).status === 'completed');
    expect((await market.bookingRow(bookingId)).finalPriceAmount).to.equal(6000);
    await lives.replays(bookingWorkflowId(bookingId), 'booking-unattended');
  });

  it('goes through check-in to completion, and is over then for everybody', async () => {
    const { bookingId, provider, request } = await booked();
    const command = () => ({ ...by(provider.accountId), side: 'provider' as const });
    await market.due(bookingId);
    expect(await lives.commands.onBooking(bookingId, checkInBooking, command())).to.equal('in_progress');
    expect(await refusedWith(lives.commands.onBooking(bookingId, checkInBooking, command()))).to.equal(
      'invalid_transition',
    );
    expect(await refusedWith(market.cancel(bookingId, request.consumerId, 'consumer'))).to.equal('invalid_transition');
    expect(await lives.commands.onBooking(bookingId, completeBooking, command())).to.equal('completed');
    expect(await refusedWith(market.cancel(bookingId, request.consumerId, 'consumer'))).to.equal('invalid_transition');
    expect(await refusedWith(lives.commands.onBooking(bookingId, completeBooking, command()))).to.equal(
      'invalid_transition',
    );
    await lives.replays(bookingWorkflowId(bookingId), 'booking-checked-in');
  });

  it('has windows: check-in from an hour before, completion from the start, cancelling until then', async () => {
    const { bookingId, provider, request } = await booked();
    const give = (update: typeof checkInBooking) =>
      refusedWith(lives.commands.onBooking(bookingId, update, { ...by(provider.accountId), side: 'provider' }));
    expect(await give(checkInBooking)).to.equal('outside_window');
    expect(await give(completeBooking)).to.equal('outside_window');
    await lives.pass(47 * HOUR_MS);
    expect(await give(completeBooking)).to.equal('outside_window');
    expect(await give(checkInBooking)).to.equal('done');
    expect(await give(completeBooking)).to.equal('outside_window');
    await market.due(bookingId);
    expect(await give(completeBooking)).to.equal('done');

    const other = await booked(3);
    await market.due(other.bookingId);
    for (const [accountId, side] of [
      [other.request.consumerId, 'consumer'],
      [other.provider.accountId, 'provider'],
    ] as const) {
      expect(await refusedWith(market.cancel(other.bookingId, accountId, side))).to.equal('outside_window');
    }
    expect(await refusedWith(market.cancel(other.bookingId, request.consumerId, 'admin'))).to.equal('done');
    await lives.replays(bookingWorkflowId(bookingId), 'booking-in-its-windows');
  });

  it('keeps a cancellation that the policy blocks out of its history, however often it is asked for', async () => {
    const { bookingId, request } = await booked(1);
    await market.bookingOf(bookingId, (id) => lives.handle(id));
    const lengthOf = async (): Promise<number> =>
      (await lives.handle(bookingWorkflowId(bookingId)).fetchHistory()).events?.filter(
        ({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) => accepted,
      ).length ?? 0;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const cancel = market.cancel(bookingId, request.consumerId, 'consumer');
      expect(await refusedWith(cancel)).to.equal('cancellation_blocked');
    }
    expect(await lengthOf()).to.equal(0);
    expect((await market.bookingRow(bookingId)).status).to.equal('confirmed');
  });

  it('lets a consumer cancel for the fee that its notice costs, and not at the last moment', async () => {
    const late = await booked(10);
    await market.cancel(late.bookingId, late.request.consumerId, 'consumer');
    const row = await market.bookingRow(late.bookingId);
    expect([row.status, row.cancelFee]).to.deep.equal(['cancelled', 3000]);
    const tooLate = await booked(1);
    const cancel = market.cancel(tooLate.bookingId, tooLate.request.consumerId, 'consumer');
    expect(await refusedWith(cancel)).to.equal('cancellation_blocked');
    expect((await market.bookingRow(tooLate.bookingId)).status).to.equal('confirmed');
    await market.cancel(tooLate.bookingId, tooLate.provider.accountId, 'provider');
    await lives.replays(bookingWorkflowId(late.bookingId), 'booking-cancelled-for-a-fee');
  });

  it('keeps every text out of the histories', async () => {
    const { bookingId, request, provider } = await booked();
    await market.cancel(bookingId, provider.accountId, 'provider');
    await market.inStatus(request, 'matching');
    for (const [workflowId, id] of [
      [bookingWorkflowId(bookingId), bookingId],
      [requestWorkflowId(request.requestId), request.requestId],
    ] as const) {
      const texts = textsIn(await lives.handle(workflowId).fetchHistory()).join('\n');
      expect(texts).to.include(id);
      expect(texts).not.to.include('stays in Postgres');
    }
  });
});
