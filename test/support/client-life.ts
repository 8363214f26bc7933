import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { BROOKLYN, NEW_YORK } from '#db/seeds/places.ts';
import type { TestAnswer, TestClient } from './http.ts';
import { makeDue } from './due.ts';
import type { Person, Product, ProviderPerson } from './product.ts';
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

/**
 * Gives a command under one key until it is done, as a careful client does. Whatever became of the attempts before, the
 * answer is the success: a refusal here would be one of a command that was carried out.
 */
export async function insistOnOne(
  api: TestClient,
  path: string,
  { as, body }: { as: Person; body: unknown },
): Promise<TestAnswer> {
  const headers = { 'idempotency-key': `"${randomUUID()}"` };
  const answer = await insist(
    () => api.post(path, { as, body, headers }),
    ({ status, body: said }) => status < 500 && (said as { code?: string }).code !== 'idempotency_in_flight',
  );
  if (answer.status < 300) return answer;
  throw new Error(`${path} was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** What no client does, repeated as long as a database that is paused in the middle of it refuses. */
async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(RETRY_MS);
    }
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
  { provider, slot }: Omit<Deal, 'consumer'>,
): Promise<Acceptable> {
  await untilLead(api, requestId, provider);
  const [serviceId = ''] = provider.provider.serviceIds;
  const offer = { serviceId, availableSlots: [slot], price: { amount: 6000, currency: 'USD' } };
  const made = await insistOnOne(api, `/v1/requests/${requestId}/offers`, { as: provider, body: offer });
  const { id, revision } = made.body as { id: string; revision: number };
  return { offerId: id, body: { revision, slot } };
}

/** What a client of a life waits for, in this order: to be matched, to have offered, to have accepted, to have completed. */
export const STAGES = ['matching', 'offering', 'accepting', 'completing'] as const;
export type Stage = (typeof STAGES)[number];

/** One whole life over HTTP: request, lead, offer, acceptance, completion, as if the slot had come. Answers with its ids. */
export async function live(
  { api, orm }: Pick<Product, 'api' | 'orm'>,
  deal: Deal,
  follow: (stage: Stage | undefined) => void = () => undefined,
): Promise<{ requestId: string; bookingId: string }> {
  const { consumer, provider } = deal;
  const created = await insistOnOne(api, '/v1/requests', { as: consumer, body: HAIRCUT });
  const requestId = (created.body as { id: string }).id;
  follow('matching');
  await untilLead(api, requestId, provider);
  follow('offering');
  const { offerId, body } = await makeOffer(api, requestId, deal);
  const [slot] = await patiently(() => makeDue(orm, offerId));
  const due = { ...body, slot };
  follow('accepting');
  const booked = await insistOnOne(api, `/v1/offers/${offerId}/accept`, { as: consumer, body: due });
  const bookingId = (booked.body as { id: string }).id;
  follow('completing');
  await insistOnOne(api, `/v1/bookings/${bookingId}/complete`, { as: provider, body: {} });
  follow(undefined);
  return { requestId, bookingId };
}

async function untilLead(api: TestClient, requestId: string, provider: Person): Promise<void> {
  await untilOk('the lead', () => api.get(`/v1/providers/me/leads/${requestId}`, { as: provider }));
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
