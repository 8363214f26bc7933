import { Account } from '#db/entities/account.entity.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import type { Person, ProviderPerson } from '#test/support/product.ts';
import { makeDue } from '#test/support/due.ts';
import { until } from '#test/support/until.ts';
import type { Stage } from './people.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';

const USD = { amount: 6_000, currency: 'USD' };

/** A provider with marks in everything that is only theirs, and in all that they say of themselves; of an account of its own, or of this one. */
export async function settle({ world, marks }: Stage, person?: Person): Promise<ProviderPerson> {
  if (person) await world.orm.em.fork().nativeUpdate(Account, person.id, { roles: ['consumer', 'provider'] });
  return world.provider({
    ...(person && { account: person.id }),
    name: `Petra ${marks.make('the name of a provider')}`,
    businessName: `Salon ${marks.make('the name of a business')}`,
    bio: `I cut. ${marks.make('a bio')}`,
    email: `${marks.make('the mail address of a provider')}@mail.example`,
    phone: `+1 555 ${marks.make('a phone number')}`.slice(0, 40),
    address: `1 ${marks.make('the address of a provider')} Street`,
    minNoticeHours: 0,
    schedule: AROUND_THE_CLOCK,
    services: [{ name: `Haircut ${marks.make('the name of a service')}`.slice(0, 120) }],
  });
}

/** A consumer's words in every field that takes some. */
export function wishOf({ marks }: Stage, rawInput = 'I need a haircut'): Record<string, unknown> {
  return {
    ...HAIRCUT,
    rawInput: `${rawInput} ${marks.make('what a consumer said')}`,
    requirements: { specializations: ['curly_hair'], description: `Short. ${marks.make('a description')}` },
    location: {
      ...HAIRCUT.location,
      city: `[pay](https://${marks.make('a city')}.example)`, // a link wherever it is read as Markdown
      neighborhood: marks.make('a neighborhood'),
    },
  };
}

/**
 * Two lives, from the request to a completed booking and to one that is lost, with a text wherever one can be said; and a
 * third one with the sides changed. Both people are consumers and providers, and fit their own requests.
 */
export async function tradeAndFail(stage: Stage, consumer: ProviderPerson, provider: ProviderPerson): Promise<void> {
  const first = await openRequest(stage, consumer, provider);
  await haggle(stage, first, consumer, provider);
  const booking = await book(stage, first, consumer, provider, { hours: 72, isDue: true });
  await look(stage, first, booking, consumer, provider);
  await carryOut(stage, booking, provider);
  await judge(stage, booking, consumer, provider);
  const second = await openRequest(stage, consumer, provider);
  const lost = await book(stage, second, consumer, provider, { hours: 96 });
  await loseBooking(stage, second, lost, consumer, provider);
  const third = await openRequest(stage, provider, consumer);
  const own = { as: provider, body: offerBody(stage, provider, 120) };
  await stage.journal.expect(403, 'POST', `/v1/requests/${third}/offers`, own);
  const changed = await book(stage, third, provider, consumer, { hours: 120 });
  await loseBooking(stage, third, changed, provider, consumer);
}

async function openRequest(stage: Stage, consumer: Person, provider: ProviderPerson): Promise<string> {
  const { journal, marks } = stage;
  const key = { 'idempotency-key': marks.make('an Idempotency-Key') };
  const body = wishOf(stage);
  const created = await journal.expect(201, 'POST', '/v1/requests', { as: consumer, body, headers: key });
  await journal.expect(201, 'POST', '/v1/requests', { as: consumer, body, headers: key });
  await journal.expect(422, 'POST', '/v1/requests', { as: consumer, body: wishOf(stage), headers: key });
  const id = created.body.id as string;
  const { requirements, location } = wishOf(stage);
  await aLead(stage, id, provider);
  await journal.expect(200, 'PATCH', `/v1/requests/${id}`, { as: consumer, body: { requirements, location } });
  await aLead(stage, id, provider);
  return id;
}

function aLead({ journal }: Stage, requestId: string, provider: ProviderPerson): Promise<unknown> {
  return until('the lead', async () => {
    const answer = await journal.send('GET', `/v1/providers/me/leads/${requestId}`, { as: provider });
    return answer.status === 200 && answer;
  });
}

/** Offers that are refused, withdrawn and declined. */
async function haggle(stage: Stage, requestId: string, consumer: Person, provider: ProviderPerson): Promise<void> {
  const { journal, marks } = stage;
  const reason = { reason: `Not today. ${marks.make('the reason of a withdrawal')}` };
  const withdrawn = await offer(stage, requestId, provider, 72);
  await journal.expect(409, 'POST', `/v1/requests/${requestId}/offers`, {
    as: provider,
    body: offerBody(stage, provider, 72),
  });
  await journal.expect(200, 'POST', `/v1/offers/${withdrawn.id}/withdraw`, { as: provider, body: reason });
  const declined = await offer(stage, requestId, provider, 72);
  const why = { reason: `Too dear. ${marks.make('the reason of a refusal')}` };
  await journal.expect(200, 'POST', `/v1/offers/${declined.id}/decline`, { as: consumer, body: why });
}

interface Offered {
  readonly id: string;
  readonly revision: number;
  readonly availableSlots: readonly { readonly start: string; readonly end: string }[];
}

async function offer(stage: Stage, requestId: string, as: ProviderPerson, hours: number): Promise<Offered> {
  const body = offerBody(stage, as, hours);
  return (await stage.journal.expect(201, 'POST', `/v1/requests/${requestId}/offers`, { as, body })).body;
}

/** What a provider says with an offer. */
export function offerBody({ marks }: Stage, { provider }: ProviderPerson, hours: number, message = 'I can.') {
  const startMs = Math.ceil(Date.now() / HOUR_MS + hours) * HOUR_MS;
  const slot = { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
  return {
    serviceId: provider.serviceIds[0],
    availableSlots: [slot],
    price: USD,
    priceNotes: `Cash. ${marks.make('the notes on a price')}`,
    message: `${message} ${marks.make('the message of an offer')}`,
  };
}

async function book(
  stage: Stage,
  requestId: string,
  as: Person,
  provider: ProviderPerson,
  { hours, isDue = false }: { hours: number; isDue?: boolean },
): Promise<string> {
  const { journal, marks, world } = stage;
  const { id, revision, availableSlots } = await offer(stage, requestId, provider, hours);
  const [slot] = isDue ? await makeDue(world.orm, id) : availableSlots;
  const accept = (changed: object) => ({
    as,
    body: {
      revision,
      slot,
      location: {
        type: 'consumer_location',
        address: `2 ${marks.make('the address of a consumer')} Street`,
        instructions: `Ring. ${marks.make('instructions')}`,
      },
      ...changed,
    },
  });
  await journal.expect(409, 'POST', `/v1/offers/${id}/accept`, accept({ revision: revision + 1 }));
  return (await journal.expect(201, 'POST', `/v1/offers/${id}/accept`, accept({}))).body.id;
}

/** Every read of all that there is now. */
async function look(stage: Stage, requestId: string, bookingId: string, as: Person, provider: ProviderPerson) {
  const { journal } = stage;
  const get = (path: string, who: Person) => journal.expect(200, 'GET', path, { as: who });
  for (const path of ['', '/matches', '/timeline', '/offers']) await get(`/v1/requests/${requestId}${path}`, as);
  for (const path of ['/v1/requests', '/v1/bookings']) await get(path, as);
  for (const path of ['', '/timeline']) await get(`/v1/bookings/${bookingId}${path}`, as);
  await journal.expect(409, 'GET', `/v1/bookings/${bookingId}/cancel-quote`, { as }); // it has begun
  for (const path of ['/v1/offers', '/v1/providers/me', '/v1/providers/me/leads']) await get(path, provider);
  const hours = { timezone: 'UTC', schedule: AROUND_THE_CLOCK, exceptions: [] };
  await journal.expect(200, 'PUT', '/v1/providers/me/availability', { as: provider, body: hours });
  const { body } = await get('/v1/offers', provider);
  await get(`/v1/offers/${body.items[0].id}`, provider);
  const { id, serviceIds } = provider.provider;
  await get(`/v1/providers/${id}`, as);
  await get(`/v1/providers/${id}/slots?serviceId=${serviceIds[0]}`, as);
  await get('/v1/catalog', as);
}

async function carryOut({ journal, marks }: Stage, bookingId: string, as: ProviderPerson): Promise<void> {
  await journal.expect(200, 'POST', `/v1/bookings/${bookingId}/check-in`, { as });
  const body = { notes: `Done. ${marks.make('the notes on a completion')}`, finalPrice: USD };
  await journal.expect(200, 'POST', `/v1/bookings/${bookingId}/complete`, { as, body });
  await journal.expect(409, 'POST', `/v1/bookings/${bookingId}/complete`, { as, body });
}

/** Both sides say how it was, and one of them something to what it reads. */
async function judge(
  { journal, marks }: Stage,
  bookingId: string,
  consumer: Person,
  provider: ProviderPerson,
): Promise<void> {
  const said = (what: string) => ({
    bookingId,
    rating: 4,
    comment: `Fine. ${marks.make(what)}`,
    breakdown: { value: 5 },
  });
  const own = { as: consumer, body: said('what a consumer says in a review') };
  const { body } = await journal.expect(201, 'POST', '/v1/reviews', own);
  const { id } = body as { id: string };
  const twice = { as: consumer, body: said('what a consumer says once more') };
  await journal.expect(409, 'POST', '/v1/reviews', twice);
  const theirs = { as: provider, body: said('what a provider says in a review') };
  await journal.expect(201, 'POST', '/v1/reviews', theirs);
  const response = { as: provider, body: { text: `Thanks. ${marks.make('a response to a review')}` } };
  await journal.expect(200, 'POST', `/v1/reviews/${id}/response`, response);
  for (const path of ['/v1/reviews', `/v1/reviews/${id}`]) await journal.expect(200, 'GET', path, { as: consumer });
  await journal.expect(200, 'GET', `/v1/providers/${provider.provider.id}/reviews`);
}

/** The provider cancels, so the request is matched again; then the consumer gives up. */
async function loseBooking(
  { journal, marks }: Stage,
  requestId: string,
  bookingId: string,
  consumer: Person,
  provider: ProviderPerson,
): Promise<void> {
  const reason = (what: string) => ({ reason: `Sorry. ${marks.make(what)}` });
  await journal.expect(200, 'GET', `/v1/bookings/${bookingId}/cancel-quote`, { as: consumer });
  const cancelled = { as: provider, body: reason('the reason of a cancelled booking') };
  await journal.expect(200, 'POST', `/v1/bookings/${bookingId}/cancel`, cancelled);
  await until('the request to be matched again', async () => {
    const { body } = await journal.expect(200, 'GET', `/v1/requests/${requestId}`, { as: consumer });
    return body.status !== 'booked';
  });
  const given = { as: consumer, body: reason('the reason of a cancelled request') };
  await journal.expect(200, 'POST', `/v1/requests/${requestId}/cancel`, given);
}
