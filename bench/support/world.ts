import { setTimeout as delay } from 'node:timers/promises';
import { HOUR_MS } from '#domain/local-date.ts';
import { makeDue } from '#test/support/due.ts';
import { AROUND_THE_CLOCK, insertAccount, insertProvider } from '#test/support/factories.ts';
import { client, type TestAnswer } from '#test/support/http.ts';
import { until } from '#test/support/until.ts';
import type { Product } from './product.ts';

/** Somebody who is signed in. */
export interface Person {
  readonly accountId: string;
  readonly token: string;
}

/** A request with one open offer. */
export interface OpenOffer {
  readonly requestId: string;
  readonly consumer: Person;
  readonly provider: Person;
  readonly offerId: string;
  readonly revision: number;
  readonly slot: Slot;
}

interface Slot {
  readonly start: string;
  readonly end: string;
}

const FIRST_SLOT_HOURS = 48;
const WATCH_MS = 2;

/** What a consumer of the benches asks for. */
export const REQUEST_BODY = {
  rawInput: 'A haircut for curly hair in Brooklyn, next week if possible',
  category: 'hair_beauty',
  serviceType: 'haircut',
  requirements: { specializations: ['curly_hair'], description: 'Shoulder length, no colour.' },
  location: { city: 'New York', neighborhood: 'Brooklyn', lat: 40.6782, lng: -73.9442, maxDistanceKm: 15 },
  timing: { urgency: 'flexible', preferredDates: [], preferredTimes: ['morning'] },
  budget: { min: 3000, max: 9000, currency: 'USD', flexibility: 'somewhat_flexible' },
} as const;

/** Real clients of one API: consumers, and providers who are open around the clock and told of every request. */
export async function createWorld(product: Product, url: string, size: { consumers: number; providers: number }) {
  const api = client(url);
  const em = product.orm.em.fork();
  const consumers = await people(size.consumers, () => insertAccount(em));
  const services = new Map<string, string>();
  const providers = await people(size.providers, async () => {
    const { accountId, serviceIds } = await insertProvider(em, { schedule: AROUND_THE_CLOCK, minNoticeHours: 0 });
    services.set(accountId, serviceIds[0] ?? '');
    return accountId;
  });
  const pending = new Map<string, () => void>();
  let watching: Promise<void> | undefined;
  let asked = 0;
  let offered = 0;
  return { consumers, providers, ask, matching, offer, accept, complete, live, settled };

  async function people(count: number, insert: () => Promise<string>): Promise<Person[]> {
    const made: Person[] = [];
    while (made.length < count) {
      const accountId = await insert();
      made.push({ accountId, token: await product.tokenOf(accountId) });
    }
    return made;
  }

  /** Posts a request; the consumers take turns. */
  async function ask(): Promise<{ requestId: string; consumer: Person }> {
    const consumer = consumers[asked++ % consumers.length]!;
    const { id } = done(await api.post('/v1/requests', { as: consumer, body: REQUEST_BODY }));
    return { requestId: id, consumer };
  }

  /** Returns within a few milliseconds after the request's workflow has it; one statement asks for all who wait. */
  async function matching(requestId: string): Promise<void> {
    const begun = Promise.withResolvers<void>();
    pending.set(requestId, begun.resolve);
    watching ??= watch();
    await Promise.race([begun.promise, watching]);
  }

  async function watch(): Promise<void> {
    const sql = `select id from service_requests where id = any(?::uuid[]) and status <> 'pending'`;
    while (pending.size > 0) {
      const ids = `{${[...pending.keys()].join(',')}}`;
      for (const { id } of await product.orm.em.fork().execute<{ id: string }[]>(sql, [ids])) {
        pending.get(id)?.();
        pending.delete(id);
      }
      await delay(WATCH_MS);
    }
    watching = undefined;
  }

  /** Waits for the leads and has one of them, in turns, offer an hour that no other offer names. */
  async function offer({ requestId, consumer }: Awaited<ReturnType<typeof ask>>): Promise<OpenOffer> {
    const sql = `select p.account_id from request_matches m join providers p on p.id = m.provider_id
                  where m.request_id = ? and m.lead_at is not null order by m.rank`;
    const leads = await until('a lead', async () => {
      const rows = await product.orm.em.fork().execute<{ account_id: string }[]>(sql, [requestId]);
      return rows.length > 0 && rows;
    });
    const turn = offered++;
    const provider = providers.find(({ accountId }) => accountId === leads[turn % leads.length]!.account_id)!;
    const slot = hourFromNow(FIRST_SLOT_HOURS + turn);
    const body = {
      serviceId: services.get(provider.accountId),
      availableSlots: [slot],
      price: { amount: 5000, currency: 'USD' },
      message: 'With pleasure.',
    };
    const { id, revision } = done(await api.post(`/v1/requests/${requestId}/offers`, { as: provider, body }));
    return { requestId, consumer, provider, offerId: id, revision, slot };
  }

  /** Accepts it and answers the booking's id. */
  async function accept({ offerId, revision, slot, consumer }: OpenOffer): Promise<string> {
    const path = `/v1/offers/${offerId}/accept`;
    return done(await api.post(path, { as: consumer, body: { revision, slot } })).id;
  }

  async function complete(bookingId: string, provider: Person): Promise<void> {
    done(await api.post(`/v1/bookings/${bookingId}/complete`, { as: provider, body: {} }));
  }

  /** One whole life: request, match, offer, acceptance, completion, as if the slot had come. */
  async function live(): Promise<void> {
    const open = await offer(await ask());
    const [slot = open.slot] = await makeDue(product.orm, open.offerId);
    await complete(await accept({ ...open, slot }), open.provider);
  }

  /** Waits until the relay has nothing left to do and no request waits for its match. */
  async function settled(): Promise<void> {
    const sql = `select 1 from workflow_outbox where done_at is null
                 union all select 1 from service_requests where wave = 0 and status in ('pending', 'matching') limit 1`;
    await until('everything to settle', async () => (await product.orm.em.fork().execute(sql)).length === 0, 60_000);
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>;

// oxlint-disable-next-line typescript/no-explicit-any -- the contracts are checked in the tests
function done(answer: TestAnswer<any>) {
  if (answer.status < 300) return answer.body;
  throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

function hourFromNow(hours: number): Slot {
  const startMs = (Math.ceil(Date.now() / HOUR_MS) + hours) * HOUR_MS;
  return { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
}
