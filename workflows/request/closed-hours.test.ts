import { expect } from 'chai';
import { Booking } from '#db/entities/booking.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { Problem } from '#api/http/problem.ts';
import { updateAvailability } from '#api/providers/availability.writes.ts';
import { weekly } from '#db/seeds/schedules.ts';
import { HOUR_MS, WEEKDAYS } from '#domain/local-date.ts';
import { insertBooking } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace, type TestProvider } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import { cancelRequest, requestWorkflowId, withdrawOffer } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
const ALWAYS = weekly(WEEKDAYS, { start: '00:00', end: '24:00' });

describe('an open offer', () => {
  const lives = useLives();
  const market = createMarketplace(lives);
  const em = () => lives.orm.em.fork();

  afterEach(() => em().execute("update providers set status = 'inactive'"));

  async function offered(hours: readonly number[]) {
    const provider = await market.provider({ timezone: 'UTC' });
    const request = await market.request();
    await market.leads(request, 1);
    const slots = await Promise.all(hours.map((each) => market.slotIn(each)));
    return { provider, request, offerId: await market.offer(request, provider, { slots }) };
  }

  /** Closes the whole days that the instants lie on, as the provider does it over the API. */
  async function close(
    { providerId, accountId }: TestProvider,
    instants: readonly string[],
    change: object = {},
  ): Promise<void> {
    const dates = [...new Set(instants.map((at) => at.slice(0, 10)))].toSorted();
    const deps = { orm: lives.orm, now: Date.now };
    const exceptions = dates.map((date) => ({ date, closed: true as const }));
    const hours = { timezone: 'UTC', schedule: ALWAYS, exceptions, ...change };
    await updateAvailability(deps, { providerId, actorId: accountId, commandId: crypto.randomUUID() }, hours as never);
  }

  const toldOf = (account: string, offerId: string) =>
    em().count(FeedEntry, { account, type: 'offer:updated', payload: { offerId } as never });

  it('loses the slots of hours that are closed, under a new revision, and both sides are told', async () => {
    const { provider, request, offerId } = await offered([48, 120]);
    const [first, second] = (await market.offerRow(offerId)).slots;
    const told = await toldOf(provider.accountId, offerId);
    await close(provider, [first!.start, first!.end]);
    await until('the slot to be struck out', async () => (await market.offerRow(offerId)).revision === 2);
    expect((await market.offerRow(offerId)).slots).to.deep.equal([second]);
    expect(await toldOf(request.consumerId, offerId)).to.equal(1);
    expect(await toldOf(provider.accountId, offerId)).to.equal(told + 1);
    expect(await refusedWith(market.accept(request, offerId, first))).to.equal('slot_not_offered');
    expect(await refusedWith(market.accept(request, offerId, second))).to.equal('done');
    await lives.replays(requestWorkflowId(request.requestId), 'request-hours-closed');
  });

  it('is withdrawn when no slot is left, and its request goes on', async () => {
    const { provider, request, offerId } = await offered([48]);
    const [slot] = (await market.offerRow(offerId)).slots;
    await close(provider, [slot!.start, slot!.end]);
    await until('the offer to be withdrawn', async () => (await market.offerRow(offerId)).status === 'withdrawn');
    const [event] = await em().find(Event, { aggregateId: offerId }, { orderBy: { position: -1 }, limit: 1 });
    expect(event).to.include({ type: 'offer.withdrawn', side: 'system', note: 'the provider has changed its hours' });
    expect(await toldOf(request.consumerId, offerId)).to.equal(1);
    const { requestId, consumerId } = request;
    const cancelled = lives.commands.onRequest(requestId, cancelRequest, { ...by(consumerId), side: 'consumer' });
    expect(await cancelled).to.equal('cancelled');
    await lives.replays(requestWorkflowId(requestId));
  });

  it('cannot be accepted for hours that are closed, whoever closed them and however lately', async () => {
    const { provider, request, offerId } = await offered([48]);
    await em().nativeUpdate(Provider, { id: provider.providerId }, { schedule: {} }); // no run has heard of it yet
    expect(await refusedWith(market.accept(request, offerId))).to.equal('slot_not_free');
    expect((await market.offerRow(offerId)).status).to.equal('pending');
  });

  it('keeps the slots that its provider confirms with the new hours, at the revision that was seen', async () => {
    const { provider, request, offerId } = await offered([48, 120]);
    const [first, second] = (await market.offerRow(offerId)).slots;
    await close(provider, [first!.start, first!.end], { keepOfferedSlots: true });
    const confirmed = [{ ...first, outsideHours: true }, second];
    const kept = await market.offerRow(offerId);
    expect([kept.revision, kept.slots]).to.deep.equal([1, confirmed]);
    expect(await toldOf(request.consumerId, offerId)).to.equal(1);

    const later = [first!, second!].flatMap(({ start, end }) => [start, end]);
    await close(provider, later); // without a word about what is offered
    await until('the other slot to be struck out', async () => (await market.offerRow(offerId)).revision === 2);
    expect((await market.offerRow(offerId)).slots).to.deep.equal([confirmed[0]]);
    expect(await refusedWith(market.accept(request, offerId))).to.equal('done');
    await lives.replays(requestWorkflowId(request.requestId));
  });

  it('can hold a slot outside the hours that its provider has confirmed, and only such a one', async () => {
    const provider = await market.provider({ timezone: 'UTC' });
    const request = await market.request();
    await market.leads(request, 1);
    await em().nativeUpdate(Provider, { id: provider.providerId }, { schedule: {} });
    const slot = await market.slotIn(48);
    expect(await refusedWith(market.offer(request, provider, { slots: [slot] }))).to.equal('slot_not_free');
    const confirmed = { ...slot, outsideHours: true as const };
    const offerId = await market.offer(request, provider, { slots: [confirmed] });
    expect((await market.offerRow(offerId)).slots).to.deep.equal([confirmed]);

    const times = { scheduledStart: new Date(slot.start), scheduledEnd: new Date(slot.end) };
    const { id } = await insertBooking(em(), { provider: provider.providerId, ...times });
    expect(await refusedWith(market.accept(request, offerId)), 'a booking still counts').to.equal('slot_taken');
    await em().nativeDelete(Booking, { id });
    expect(await refusedWith(market.accept(request, offerId))).to.equal('done');
  });

  it('drops the confirmation of a slot that lies within the hours', async () => {
    const { provider, request, offerId } = await offered([48]);
    const slots = [{ ...(await market.slotIn(72)), outsideHours: true as const }];
    await lives.commands.onRequest(request.requestId, withdrawOffer, {
      ...by(provider.accountId),
      offerId,
      side: 'provider',
    });
    const { start, end } = slots[0]!;
    const again = await market.offer(request, provider, { slots });
    expect((await market.offerRow(again)).slots).to.deep.equal([{ start, end }]);
  });

  it('can be accepted for a time that has come nearer than the notice since it was made', async () => {
    const { provider, request, offerId } = await offered([48]);
    await em().nativeUpdate(Provider, { id: provider.providerId }, { minNoticeHours: 72 });
    expect(await refusedWith(market.accept(request, offerId))).to.equal('done');
  });

  it('meets the buffer and the day of work that is done already', async () => {
    const { provider, request, offerId } = await offered([48]);
    const startMs = Date.parse((await market.offerRow(offerId)).slots[0]!.start);
    const { id } = await insertBooking(em(), {
      provider: provider.providerId,
      status: 'completed',
      scheduledStart: new Date(startMs - 2 * HOUR_MS),
      scheduledEnd: new Date(startMs - HOUR_MS),
      completedAt: new Date(startMs - HOUR_MS),
    });
    await em().nativeUpdate(Provider, { id: provider.providerId }, { bufferMinutes: 90 });
    expect(await refusedWith(market.accept(request, offerId)), 'the buffer').to.equal('slot_taken');
    await em().nativeUpdate(Booking, { id }, { completedAt: new Date(startMs - 1.75 * HOUR_MS) });
    expect(await refusedWith(market.accept(request, offerId)), 'done earlier').to.equal('done');
  });
});
