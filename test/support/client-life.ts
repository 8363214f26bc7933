import { setTimeout as delay } from 'node:timers/promises';
import { BROOKLYN, NEW_YORK } from '#db/seeds/places.ts';
import type { TestAnswer, TestClient } from './http.ts';
import type { Person, ProviderPerson } from './product.ts';
import { until } from './until.ts';

const PATIENCE_MS = 300_000; // of clients whose worker is killed again and again
const RETRY_MS = 150;

/** A request for a haircut in Brooklyn, as a client would post it. */
export const HAIRCUT = {
  rawInput: 'I need a haircut for curly hair in Brooklyn',
  category: 'hair_beauty',
  serviceType: 'haircut',
  requirements: { specializations: ['curly_hair'], description: '' },
  location: {
    city: NEW_YORK.name,
    neighborhood: BROOKLYN.name,
    lat: BROOKLYN.lat,
    lng: BROOKLYN.lng,
    maxDistanceKm: 15,
  },
  timing: { urgency: 'flexible', preferredDates: [], preferredTimes: [] },
  budget: { min: 3000, max: 9000, currency: 'USD', flexibility: 'flexible' },
} as const;

/** A 503 says "try again", and so a real client does; what it had asked for may have happened meanwhile. */
export async function insist(
  send: () => Promise<TestAnswer>,
  settled: (answer: TestAnswer) => boolean = ({ status }) => status < 500,
): Promise<TestAnswer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await send();
    if (settled(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`no answer but ${answer.status} ${JSON.stringify(answer.body)}`);
    await delay(RETRY_MS);
  }
}

/** Who does business with whom, and when. */
interface Deal {
  readonly consumer: Person;
  readonly provider: ProviderPerson;
  readonly slot: { start: string; end: string };
}

/** What a client sends to accept an offer. */
interface Acceptable {
  readonly offerId: string;
  readonly body: { readonly revision: number; readonly slot: Deal['slot'] };
}

/** Waits until the request is a lead of the provider and has it offer the slot; answers with what accepting it takes. */
export async function makeOffer(
  api: TestClient,
  requestId: string,
  { consumer, provider, slot }: Deal,
): Promise<Acceptable> {
  await untilOk('the lead', () => api.get(`/v1/providers/me/leads/${requestId}`, { as: provider }));
  const [serviceId = ''] = provider.provider.serviceIds;
  const offer = { serviceId, availableSlots: [slot], price: { amount: 6000, currency: 'USD' } };
  await insist(
    () => api.post(`/v1/requests/${requestId}/offers`, { as: provider, body: offer }),
    ({ status, body }) => status === 201 || (body as { code?: string }).code === 'offer_already_open',
  );
  const listed = await insist(() => api.get(`/v1/requests/${requestId}/offers`, { as: consumer }));
  const [first] = (listed.body as { items: { id: string; revision: number }[] }).items;
  if (!first) throw new Error('the offer was acknowledged and is not listed');
  return { offerId: first.id, body: { revision: first.revision, slot } };
}

/** One whole life over HTTP: request, lead, offer, acceptance, completion. Answers with its ids. */
export async function live(api: TestClient, deal: Deal): Promise<{ requestId: string; bookingId: string }> {
  const { consumer, provider } = deal;
  const created = await insist(() => api.post('/v1/requests', { as: consumer, body: HAIRCUT }));
  const requestId = (created.body as { id: string }).id;
  const { offerId, body } = await makeOffer(api, requestId, deal);
  await insist(
    () => api.post(`/v1/offers/${offerId}/accept`, { as: consumer, body }),
    ({ status, body: answer }) => status === 201 || (answer as { code?: string }).code === 'request_closed',
  );
  const booked = await insist(() => api.get(`/v1/requests/${requestId}`, { as: consumer }));
  const { bookingId } = booked.body as { bookingId: string };
  await insist(
    () => api.post(`/v1/bookings/${bookingId}/complete`, { as: provider, body: {} }),
    ({ status, body: answer }) => status === 200 || (answer as { code?: string }).code === 'invalid_transition',
  );
  return { requestId, bookingId };
}

function untilOk(what: string, send: () => Promise<TestAnswer>): Promise<TestAnswer> {
  return until(
    what,
    async () => {
      const answer = await send();
      return answer.status === 200 && answer;
    },
    PATIENCE_MS,
  );
}
