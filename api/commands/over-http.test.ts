import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { makeDue, NOT_BY_ITSELF } from '#test/support/due.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { useLives } from '#test/support/lives.ts';
import { createMarketplace, type TestProvider, type TestRequest } from '#test/support/marketplace.ts';

describe('commands over HTTP, with a worker behind them', () => {
  const lives = useLives({ PROXIE_WAVE: '7d', ...NOT_BY_ITSELF });
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const market = createMarketplace(lives);
  const as = async (accountId: string) => ({ token: await fixture.tokenOf(accountId) });
  const consumerOf = ({ consumerId }: TestRequest) => as(consumerId);
  const providerOf = async ({ accountId }: TestProvider) => {
    await lives.orm.em.execute(`update accounts set roles = '{consumer,provider}' where id = ?`, [accountId]);
    return as(accountId);
  };

  /** A request that one provider knows of, and both of them signed in. */
  async function newLead() {
    const provider = await market.provider({ city: `City ${crypto.randomUUID()}`, lat: null, lng: null });
    const city = (await lives.orm.em.execute('select city from providers where id = ?', [provider.providerId]))[0]
      ?.city;
    const request = await market.request({ city: String(city), lat: null, lng: null });
    await market.leads(request, 1);
    return { request, provider, consumer: await consumerOf(request), seller: await providerOf(provider) };
  }
  type Lead = Awaited<ReturnType<typeof newLead>>;

  async function submit({ request, provider, seller }: Lead): Promise<TestAnswer> {
    const slots = [await market.slotIn(72), await market.slotIn(96)];
    const body = {
      serviceId: provider.serviceId,
      availableSlots: slots.map(({ start, end }) => ({ start: `${start.slice(0, -1)}000+00:00`, end })), // spelt another way
      price: { amount: 6_000, currency: 'USD' },
      message: 'I can do that.',
    };
    return fixture.api.post(`/v1/requests/${request.requestId}/offers`, { as: seller, body });
  }
  type OfferBody = { id: string; revision: number; policy: object; availableSlots: { start: string; end: string }[] };
  const accept = ({ consumer }: Lead, { id, revision, availableSlots }: OfferBody, changed: object = {}) =>
    fixture.api.post(`/v1/offers/${id}/accept`, {
      as: consumer,
      body: { revision, slot: availableSlots[0], ...changed },
    });

  it('carry a request from an offer to a completed booking', async () => {
    const lead = await newLead();
    const offered = await submit(lead);
    expect(offered.status, JSON.stringify(offered.body)).to.equal(201);
    const offer = offered.body as OfferBody;
    expect(offered.headers.location).to.equal(`/v1/offers/${offer.id}`);
    expect(await submit(lead)).to.be.problem(409, 'offer_already_open');

    const [slot = { start: '', end: '' }] = await makeDue(lives.orm, offer.id);
    const inIndia = new Date(Date.parse(slot.start) + 5.5 * HOUR_MS).toISOString().replace('Z', '+05:30');
    const booked = await accept(lead, offer, {
      slot: { start: inIndia, end: slot.end.replace('Z', '-00:00') },
      location: { type: 'consumer_location', address: '1 Main Street', instructions: 'Ring twice.' },
    });
    expect(booked.status, JSON.stringify(booked.body)).to.equal(201);
    expect(booked.headers.location).to.equal(`/v1/bookings/${booked.body.id}`);
    expect(booked.body).to.deep.include({ status: 'confirmed', scheduledStart: slot.start, policy: offer.policy });
    expect(offer.policy).to.have.keys('freeUntilHours', 'feeUntilHours', 'feePercent');
    expect(booked.body.location).to.deep.equal({
      type: 'consumer_location',
      address: '1 Main Street',
      instructions: 'Ring twice.',
    });
    expect(await accept(lead, offer)).to.be.problem(409, 'request_closed');

    const bookingPath = `/v1/bookings/${booked.body.id}`;
    const begun = await fixture.api.post(`${bookingPath}/check-in`, { as: lead.seller });
    expect([begun.status, begun.body.status]).to.deep.equal([200, 'in_progress']);
    const done = await fixture.api.post(`${bookingPath}/complete`, {
      as: lead.seller,
      body: { actualDurationMinutes: 50, finalPrice: { amount: 6_500, currency: 'USD' }, notes: 'Went well.' },
    });
    expect([done.status, done.body.status]).to.deep.equal([200, 'completed']);
    expect(done.body.completion).to.deep.include({
      actualDurationMinutes: 50,
      finalPrice: { amount: 6_500, currency: 'USD' },
      notes: 'Went well.',
    });

    const request = await fixture.api.get(`/v1/requests/${lead.request.requestId}`, { as: lead.consumer });
    expect(request.body).to.deep.include({ status: 'booked', bookingId: booked.body.id, selectedOfferId: offer.id });
    const timeline = await fixture.api.get(`/v1/requests/${lead.request.requestId}/timeline`, { as: lead.consumer });
    expect(timeline.body.items.map(({ type }: { type: string }) => type)).to.deep.equal([
      'request.matching',
      'request.wave_sent',
      'offer.submitted',
      'request.offers_received',
      'offer.accepted',
      'request.booked',
      'booking.confirmed',
      'booking.checked_in',
      'booking.completed',
    ]);
    const ofBooking = await fixture.api.get(`${bookingPath}/timeline`, { as: lead.seller });
    expect(ofBooking.body.items.map(({ type }: { type: string }) => type)).to.deep.equal([
      'offer.accepted',
      'booking.confirmed',
      'booking.checked_in',
      'booking.completed',
    ]);
  });

  it('show somebody who accepts an outdated offer how it stands now', async () => {
    const lead = await newLead();
    const { body: offer } = (await submit(lead)) as TestAnswer<OfferBody>;
    const stale = await accept(lead, offer, { revision: offer.revision + 1 });
    expect(stale).to.be.problem(409, 'stale_revision');
    expect(stale.body.info).to.deep.include({
      revision: offer.revision,
      price: { amount: 6_000, currency: 'USD' },
      availableSlots: offer.availableSlots,
    });
    const elsewhere = await accept(lead, offer, { slot: await market.slotIn(30) });
    expect(elsewhere).to.be.problem(409, 'slot_not_offered');
    expect(elsewhere.body.info.availableSlots).to.deep.equal(offer.availableSlots);
  });

  it('let an offer be withdrawn, made anew and declined', async () => {
    const lead = await newLead();
    const { body: first } = (await submit(lead)) as TestAnswer<OfferBody>;
    const withdrawn = await fixture.api.post(`/v1/offers/${first.id}/withdraw`, {
      as: lead.seller,
      body: { reason: 'I am ill.' },
    });
    expect([withdrawn.status, withdrawn.body.status]).to.deep.equal([200, 'withdrawn']);
    const { body: second } = (await submit(lead)) as TestAnswer<OfferBody>;
    const declined = await fixture.api.post(`/v1/offers/${second.id}/decline`, { as: lead.consumer, body: {} });
    expect([declined.status, declined.body.status]).to.deep.equal([200, 'declined']);
    expect(await accept(lead, second)).to.be.problem(409, 'offer_closed');
    const { body } = await fixture.api.get(`/v1/requests/${lead.request.requestId}/timeline`, { as: lead.consumer });
    const notes = body.items.filter(({ note }: { note: string | null }) => note !== null);
    expect(notes.map(({ type, note }: { type: string; note: string }) => [type, note])).to.deep.equal([
      ['offer.withdrawn', 'I am ill.'],
    ]);
  });

  it('refuse slots that are not free and services that do not fit', async () => {
    const lead = await newLead();
    const send = (changed: object) =>
      fixture.api.post(`/v1/requests/${lead.request.requestId}/offers`, {
        as: lead.seller,
        body: { serviceId: lead.provider.serviceId, price: { amount: 1, currency: 'USD' }, ...changed },
      });
    const past = await market.slotIn(-48);
    expect(await send({ availableSlots: [past] })).to.be.problem(409, 'slot_not_free');
    const other = { serviceId: crypto.randomUUID(), availableSlots: [await market.slotIn(48)] };
    expect(await send(other)).to.be.problem(409, 'service_mismatch');
  });

  it('carry a slot that the provider has confirmed outside the hours, flag and all, to its booking', async () => {
    const lead = await newLead();
    await lives.orm.em.execute(`update providers set schedule = '{}' where id = ?`, [lead.provider.providerId]);
    const plain = await market.slotIn(48);
    const send = (slot: object) =>
      fixture.api.post(`/v1/requests/${lead.request.requestId}/offers`, {
        as: lead.seller,
        body: {
          serviceId: lead.provider.serviceId,
          availableSlots: [slot],
          price: { amount: 6_000, currency: 'USD' },
        },
      });
    const refused = await send(plain);
    expect(refused).to.be.problem(409, 'slot_not_free');
    expect(refused.body.detail).to.contain('outside hours; confirm it with `outsideHours`');
    expect(await send({ ...plain, outsideHours: false })).to.be.problem(409, 'slot_not_free');
    const { body: offer } = (await send({ ...plain, outsideHours: true })) as TestAnswer<OfferBody>;
    const { body: seen } = await fixture.api.get(`/v1/offers/${offer.id}`, { as: lead.consumer });
    expect(seen.availableSlots).to.deep.equal([{ ...plain, outsideHours: true }]);
    const booked = await accept(lead, seen as OfferBody);
    expect([booked.status, booked.body.scheduledStart], JSON.stringify(booked.body)).to.deep.equal([201, plain.start]);
  });

  it('edit a request, which is then matched anew, and cancel it with its reason', async () => {
    const lead = await newLead();
    const path = `/v1/requests/${lead.request.requestId}`;
    const edited = await fixture.api.patch(path, {
      as: lead.consumer,
      body: { budget: { min: 1_000, max: 2_000, currency: 'USD' }, requirements: { description: 'Short, please.' } },
    });
    expect(edited.status, JSON.stringify(edited.body)).to.equal(200);
    expect(edited.body.budget).to.deep.include({ min: 1_000, max: 2_000 });
    expect(edited.body.requirements).to.deep.equal({ specializations: [], description: 'Short, please.' });
    const reason = 'My plans have changed.';
    const cancelled = await fixture.api.post(`${path}/cancel`, { as: lead.consumer, body: { reason } });
    expect([cancelled.status, cancelled.body.status]).to.deep.equal([200, 'cancelled']);
    expect(cancelled.body.statusHistory.at(-1)).to.deep.include({
      status: 'cancelled',
      note: reason,
      actor: 'consumer',
    });
    expect(await fixture.api.post(`${path}/cancel`, { as: lead.consumer, body: { reason } })).to.be.problem(
      409,
      'request_closed',
    );
  });

  it('cancel a booking for exactly the fee that was quoted', async () => {
    const lead = await newLead();
    const { body: offer } = (await submit(lead)) as TestAnswer<OfferBody>;
    const { body: booking } = await accept(lead, offer);
    const path = `/v1/bookings/${booking.id}`;
    const quote = await fixture.api.get(`${path}/cancel-quote`, { as: lead.consumer });
    const cancelled = await fixture.api.post(`${path}/cancel`, { as: lead.consumer, body: { reason: 'I am ill.' } });
    expect([cancelled.status, cancelled.body.status]).to.deep.equal([200, 'cancelled']);
    expect(cancelled.body.cancellation).to.deep.include({ by: 'consumer', reason: 'I am ill.', fee: quote.body.fee });
    expect(Date.parse(booking.scheduledStart) - Date.parse(booking.createdAt)).to.be.above(DAY_MS);
  });
});
