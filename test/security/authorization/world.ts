import { createSecretKey, randomUUID } from 'node:crypto';
import { Account } from '#db/entities/account.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import type { RejectionReason } from '#domain/matching/types.ts';
import { useApi, type TestApi } from '#test/support/api.ts';
import {
  insertAccount,
  insertBooking,
  insertEnrollment,
  insertOffer,
  insertProvider,
  insertRequest,
  insertReview,
} from '#test/support/factories.ts';
import { insertImage } from '#test/support/images.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { expire, PEOPLE, PERSON_NAMES, type Cast, type Person, type PersonName } from './actors.ts';
import type { Thing } from './operations.ts';

/** The link to a run holds it; nobody but operators may see one. */
export const TEMPORAL_UI = 'http://temporal-ui.example';

/** Everybody and everything that the tests of authorization call and are called about. */
export interface World extends Cast {
  /** The real id of each thing: all of one life, the owner's request that the providerParty's offer won. */
  readonly things: Readonly<Record<Thing, string>>;
  /** The service of the providerParty. */
  readonly serviceId: string;
  /** The offer of the rival for the same request. */
  readonly rivalOfferId: string;
  /** What the owner has said of the providerParty elsewhere, and what is not published. */
  readonly hiddenReviewId: string;
  /** The request of somebody who is a provider, too: as open as the owner's is booked, with an offer of the providerParty. */
  readonly ofBothSides: { readonly request: string; readonly offer: string };
  /** Another life: the otherConsumer's booking with the pausedProvider, which was cancelled. */
  readonly cancelled: { readonly request: string; readonly offer: string; readonly booking: string };
}

/** Mocha fixture: the API over a database in which each person stands in each relation to something. */
export function useWorld(): { readonly fixture: TestApi; readonly world: World } {
  const fixture = useApi({
    settings: {
      PROXIE_TEMPORAL_UI_URL: TEMPORAL_UI,
      PROXIE_COMMAND_DEADLINE: '400ms',
      PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms',
    },
  });
  const used = { fixture } as { fixture: TestApi; world: World };
  before(async () => {
    used.world = await populate(fixture);
  });
  return used;
}

/** An id of the kind that a path asks for, of another kind, or of nothing at all. */
export type Target = 'real' | 'foreign' | 'unknown';
export const TARGETS: readonly Target[] = ['real', 'foreign', 'unknown'];

const FOREIGN: Readonly<Record<Thing, Thing>> = {
  request: 'booking',
  offer: 'request',
  booking: 'offer',
  review: 'booking',
  provider: 'request',
  account: 'provider',
  problem: 'booking',
  web_file: 'booking',
  conversation: 'chat_task',
  chat_task: 'conversation',
  media: 'request',
  enrollment: 'account',
};

/** The id to put into a path. */
export function idFor({ things }: World, thing: Thing, target: Target): string {
  if (target === 'unknown') return randomUUID();
  return target === 'real' ? things[thing] : things[FOREIGN[thing]];
}

const FACTORS = { specialization: 1, location: 0.5, availability: 0.5, price: 0.5, rating: 0.5, responseRate: 0.5 };

async function populate(fixture: TestApi): Promise<World> {
  const em = fixture.orm.em.fork();
  const people = {} as Record<PersonName, Person>;
  for (const name of PERSON_NAMES) people[name] = await insertPerson(fixture, name);
  const { owner, otherConsumer, providerParty, rival, pausedProvider, bothSides } = people;

  const { id: request } = await insertRequest(em, { consumer: owner.id, status: 'booked', wave: 1 });
  const leads = [providerParty, rival, pausedProvider, bothSides].map((each) => each.providerId as string);
  for (const [index, id] of leads.entries()) await tell(fixture, request, id, index + 1);
  await match(fixture, request, people.matchedProvider, { rank: 8, score: 0.1, factors: FACTORS, distanceKm: 9 });
  await match(fixture, request, people.otherProvider, { rejection: 'no_free_slot' });
  const theirs = await insertOffer(em, { request, provider: rival.providerId as string, status: 'superseded' });
  const life = { consumer: owner.id, provider: providerParty.providerId as string };
  const won = await insertOffer(em, { request, provider: life.provider, status: 'accepted' });
  const booking = await insertBooking(em, { ...life, request, offer: won.id, service: won.serviceId, ...COMPLETE });

  const review = await insertReview(em, { booking: booking.id });
  const done = await insertBooking(em, { ...life, status: 'completed', completedAt: new Date() });
  const hidden = await insertReview(em, { booking: done.id, publishedAt: null });

  const lost = await insertBooking(em, {
    consumer: otherConsumer.id,
    provider: pausedProvider.providerId as string,
    status: 'cancelled',
    cancelledAt: new Date(),
    cancelledBy: 'provider',
    ...COMPLETE,
  });
  await tell(fixture, lost.requestId, pausedProvider.providerId as string, 1);
  const own = await insertRequest(em, { consumer: bothSides.id, status: 'offers_received', wave: 1 });
  for (const [index, each] of [providerParty, rival].entries()) {
    await tell(fixture, own.id, each.providerId as string, index + 1);
  }
  await match(fixture, own.id, bothSides, { rejection: 'own_request' });
  const offered = await insertOffer(em, { request: own.id, provider: life.provider, service: won.serviceId });
  return {
    people,
    ...(await insertOutsiders(fixture, request)),
    things: {
      request,
      offer: won.id,
      booking: booking.id,
      review: review.id,
      provider: life.provider,
      account: owner.id,
      problem: 'not_found',
      web_file: 'main-0a1b2c3d.js',
      enrollment: (await insertEnrollment(em, { account: owner.id, status: 'rejected' })).id,
      ...(await insertTalk(em, owner.id)),
      media: await insertImage(em, owner.id, request),
    },
    serviceId: won.serviceId,
    rivalOfferId: theirs.id,
    hiddenReviewId: hidden.id,
    ofBothSides: { request: own.id, offer: offered.id },
    cancelled: { request: lost.requestId, offer: lost.offerId, booking: lost.id },
  };
}

/** So that whatever a booking can show is there to be shown. */
const COMPLETE = { locationType: 'consumer_location', locationAddress: '1 Test Street' } as const;

async function insertPerson(fixture: TestApi, name: PersonName): Promise<Person> {
  const em = fixture.orm.em.fork();
  const roles = ['consumer', ...PEOPLE[name].roles] as const;
  const id = await insertAccount(em, { roles: [...roles] });
  const status = name === 'pausedProvider' ? 'paused' : 'active';
  const provides = PEOPLE[name].roles.some((role) => role === 'provider');
  const provider = provides
    ? await insertProvider(em, { account: id, status, reviewCount: 5, reviewerCount: 5 })
    : undefined;
  const token = await fixture.tokenOf(id);
  const secret = fixture.config.auth.keys[0]?.secret ?? '';
  const expired = await expire(token, createSecretKey(secret, 'utf8'));
  return { id, roles, providerId: provider?.id, token, expired };
}

/** Two who may do everything, but that the one was suspended and the other is gone; both tokens live. */
async function insertOutsiders(fixture: TestApi, request: string): Promise<Pick<World, 'suspended' | 'deleted'>> {
  const em = fixture.orm.em.fork();
  const powers = { roles: ['consumer', 'provider', 'admin'] } as const;
  const account = await insertAccount(em, { roles: [...powers.roles], status: 'suspended' });
  const provider = await insertProvider(em, { account });
  await tell(fixture, request, provider.id, 5);
  const gone = await insertAccount(em, { roles: [...powers.roles] });
  const deleted = await fixture.tokenOf(gone);
  await em.nativeDelete(Account, { id: gone });
  return { suspended: await fixture.tokenOf(account), deleted };
}

interface Match {
  rank?: number;
  wave?: number;
  score?: number;
  factors?: typeof FACTORS;
  distanceKm?: number;
  leadAt?: Date;
  rejection?: RejectionReason;
}

async function match(fixture: TestApi, request: string, { providerId = '' }: Person, how: Match): Promise<void> {
  await fixture.orm.em.fork().insert(RequestMatch, { id: randomUUID(), request, provider: providerId, ...how });
}

async function tell(fixture: TestApi, request: string, provider: string, rank: number): Promise<void> {
  const how = { rank, wave: 1, score: 1 - rank / 100, factors: FACTORS, distanceKm: 2.5, leadAt: new Date() };
  await fixture.orm.em.fork().insert(RequestMatch, { id: randomUUID(), request, provider, ...how });
}
