// One life with the types that openapi-typescript has made: login, request, offer, acceptance, feed.
import { setTimeout as delay } from 'node:timers/promises';
import createClient from 'openapi-fetch';
import type { paths } from './schema.d.ts';

const { PROXIE_URL: baseUrl = '', PROXIE_PASSWORD: password = '', CONSUMER = '', PROVIDER = '' } = process.env;
const anybody = createClient<paths>({ baseUrl });

async function signedIn(email: string) {
  const session = some(await anybody.POST('/v1/auth/login', { body: { email, password } }));
  return createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${session.accessToken}` } });
}

function some<Data>({ data, error }: { data?: Data; error?: { code: string; detail: string } }): Data {
  if (data === undefined) throw new Error(`${error?.code}: ${error?.detail}`);
  return data;
}

async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let turn = 0; turn < 600; turn += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(100);
  }
  throw new Error('it never came');
}

const refused = await anybody.POST('/v1/auth/login', { body: { email: CONSUMER, password: 'not the password' } });
const consumer = await signedIn(CONSUMER);
const provider = await signedIn(PROVIDER);

const request = some(
  await consumer.POST('/v1/requests', {
    body: {
      category: 'hair_beauty',
      serviceType: 'haircut',
      location: { city: 'New York', lat: 40.6782, lng: -73.9442 },
      timing: { urgency: 'flexible' },
      budget: { min: 3000, max: 9000 },
    },
  }),
);
const id = request.id;

await until(async () => some(await provider.GET('/v1/providers/me/leads')).items.find((each) => each.requestId === id));
const own = some(await provider.GET('/v1/providers/me'));
const serviceId = own.services[0]!.id;
const slots = some(
  await provider.GET('/v1/providers/{id}/slots', { params: { path: { id: own.id }, query: { serviceId, limit: 1 } } }),
);
const offer = some(
  await provider.POST('/v1/requests/{id}/offers', {
    params: { path: { id } },
    body: { serviceId, availableSlots: slots.items, price: { amount: 6000, currency: 'USD' } },
  }),
);
const [read] = some(await consumer.GET('/v1/requests/{id}/offers', { params: { path: { id } } })).items;
const booking = some(
  await consumer.POST('/v1/offers/{id}/accept', {
    params: { path: { id: read!.id } },
    body: { revision: read!.revision, slot: read!.availableSlots[0]! },
  }),
);
const heard = await until(async () =>
  some(await consumer.GET('/v1/events')).items.find((item) => item.type === 'booking:confirmed'),
);

process.stdout.write(
  JSON.stringify({
    requestId: id,
    offerId: offer.id,
    bookingId: booking.id,
    heardOf: heard.type === 'booking:confirmed' ? heard.payload.bookingId : undefined,
    budget: request.budget?.max,
    problem: refused.error?.code,
  }),
);
