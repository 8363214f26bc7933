import { matchKeys, type MatchKeys } from '#domain/matching/match-keys.ts';
import { randomUUID } from 'node:crypto';
import type { RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from '#db/entities/account.entity.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { ProviderService } from '#db/entities/provider-service.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { Review } from '#db/entities/review.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { BROOKLYN, NEW_YORK } from '#db/seeds/places.ts';
import { AROUND_THE_CLOCK, EVERY_DAY } from '#db/seeds/schedules.ts';
import type { EnrolledService } from '#domain/enrollment/types.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { DEFAULT_CANCELLATION_POLICY } from '#domain/policy/cancellation.ts';
import { UNUSABLE_PASSWORD } from '#platform/password.ts';

export { AROUND_THE_CLOCK };

/** The full data of a row, ids instead of relations. */
type Row<Entity> = RequiredEntityData<Entity> & { id: string };

/** What a test says differently. */
type Overrides<Entity> = Omit<Partial<RequiredEntityData<Entity>>, 'id'> & { readonly id?: string };

/** A provider as it was inserted, with the ids that tests need. */
export interface InsertedProvider {
  id: string;
  accountId: string;
  serviceIds: string[];
}

/** A consumer's account that nobody can sign in to, unless a hash is given. */
export async function insertAccount(em: EntityManager, overrides: Overrides<Account> = {}): Promise<string> {
  const id = randomUUID();
  const row: Row<Account> = {
    id,
    email: `${id}@test.example`,
    name: 'Test Account',
    passwordHash: UNUSABLE_PASSWORD,
    roles: ['consumer'],
    ...overrides,
  };
  await em.insert(Account, row);
  return row.id;
}

/** An active haircutter in Brooklyn, open every day, with one service; `services` stands in place of it. */
export async function insertProvider(
  em: EntityManager,
  { services = [{}], ...overrides }: Overrides<Provider> & { services?: readonly Overrides<ProviderService>[] } = {},
): Promise<InsertedProvider> {
  const account = overrides.account ?? (await insertAccount(em, { roles: ['consumer', 'provider'] }));
  const id = randomUUID();
  const row: Omit<Row<Provider>, keyof MatchKeys> = {
    id,
    name: 'Test Provider',
    email: `${id}@test.example`,
    city: NEW_YORK.name,
    neighborhood: BROOKLYN.name,
    lat: BROOKLYN.lat,
    lng: BROOKLYN.lng,
    serviceRadiusKm: 20,
    specializations: ['curly_hair'],
    timezone: NEW_YORK.timezone,
    schedule: EVERY_DAY,
    minNoticeHours: 1,
    ...overrides,
    account,
  };
  await em.insert(Provider, { ...row, ...matchKeys(row as Provider) });
  const serviceIds: string[] = [];
  for (const service of services) serviceIds.push(await insertService(em, row.id, service));
  return { id: row.id, accountId: account as string, serviceIds };
}

/** A haircut of an hour for 40 to 60 dollars. */
export async function insertService(
  em: EntityManager,
  providerId: string,
  overrides: Overrides<ProviderService> = {},
): Promise<string> {
  const row: Row<ProviderService> = {
    id: randomUUID(),
    provider: providerId,
    name: 'Haircut',
    category: 'hair_beauty',
    serviceType: 'haircut',
    durationMinutes: 60,
    priceMin: 4_000,
    priceMax: 6_000,
    currency: 'USD',
    ...overrides,
  };
  await em.insert(ProviderService, row);
  return row.id;
}

/** A pending request for a haircut in Brooklyn, of a consumer of its own. */
export async function insertRequest(
  em: EntityManager,
  overrides: Overrides<ServiceRequest> = {},
): Promise<{ id: string; consumerId: string }> {
  const consumer = overrides.consumer ?? (await insertAccount(em));
  const row: Row<ServiceRequest> = {
    id: randomUUID(),
    rawInput: 'A haircut for curly hair in Brooklyn',
    category: 'hair_beauty',
    serviceType: 'haircut',
    specializations: ['curly_hair'],
    city: NEW_YORK.name,
    neighborhood: BROOKLYN.name,
    lat: BROOKLYN.lat,
    lng: BROOKLYN.lng,
    maxDistanceKm: 15,
    urgency: 'flexible',
    preferredDates: [],
    preferredTimes: [],
    expiresAt: new Date(Date.now() + 7 * 24 * HOUR_MS),
    ...overrides,
    consumer,
  };
  await em.insert(ServiceRequest, row);
  return { id: row.id, consumerId: consumer as string };
}

/** The slot that offers and bookings have when nothing else is said: an hour, two days from now. */
export function testSlot(fromNowHours = 48, durationHours = 1): { start: string; end: string } {
  const startMs = Math.ceil(Date.now() / HOUR_MS + fromNowHours) * HOUR_MS;
  return { start: new Date(startMs).toISOString(), end: new Date(startMs + durationHours * HOUR_MS).toISOString() };
}

/** An open offer of a provider for a request; both are made unless they are given. */
export async function insertOffer(
  em: EntityManager,
  overrides: Overrides<Offer> = {},
): Promise<{ id: string; requestId: string; providerId: string; serviceId: string }> {
  const request = overrides.request ?? (await insertRequest(em)).id;
  const { provider, service } = await serviceOf(em, overrides.provider as string, overrides.service as string);
  const row: Row<Offer> = {
    id: randomUUID(),
    serviceName: 'Haircut',
    slots: [testSlot()],
    timezone: NEW_YORK.timezone,
    priceAmount: 5_000,
    priceCurrency: 'USD',
    providerSnapshot: { name: 'Test Provider', rating: null, reviewCount: 0, portfolioSamples: [] },
    expiresAt: new Date(Date.now() + 24 * HOUR_MS),
    ...overrides,
    request,
    provider,
    service,
  };
  await em.insert(Offer, row);
  return { id: row.id, requestId: request as string, providerId: provider, serviceId: service };
}

/** A confirmed booking two days from now; request, provider and accepted offer are made unless they are given. */
export async function insertBooking(
  em: EntityManager,
  overrides: Overrides<Booking> = {},
): Promise<{ id: string; providerId: string; requestId: string; offerId: string; consumerId: string }> {
  const consumer = overrides.consumer ?? (await insertAccount(em));
  const request = overrides.request ?? (await insertRequest(em, { consumer, status: 'booked' })).id;
  const { provider, service } = await serviceOf(em, overrides.provider as string, overrides.service as string);
  const offer = overrides.offer ?? (await insertOffer(em, { request, provider, service, status: 'accepted' })).id;
  const { start, end } = testSlot();
  const row: Row<Booking> = {
    id: randomUUID(),
    scheduledStart: new Date(start),
    scheduledEnd: new Date(end),
    timezone: NEW_YORK.timezone,
    locationType: 'provider_location',
    priceAmount: 5_000,
    priceCurrency: 'USD',
    policy: DEFAULT_CANCELLATION_POLICY,
    ...overrides,
    request,
    offer,
    provider,
    consumer,
    service,
  };
  await em.insert(Booking, row);
  const ids = { requestId: request as string, offerId: offer as string, consumerId: consumer as string };
  return { id: row.id, providerId: provider, ...ids };
}

/** Work that needs neither a licence nor photos. */
export const CLEANING: EnrolledService = {
  serviceType: 'standard_cleaning',
  name: null,
  description: '',
  durationMinutes: 60,
  price: { min: 8_000, max: 14_000, currency: 'USD' },
  licenseNumber: null,
};

/** A draft of somebody who wants to clean in Brooklyn; nothing is missing in it. */
export async function insertEnrollment(
  em: EntityManager,
  overrides: Overrides<Enrollment> = {},
): Promise<{ id: string; applicantId: string }> {
  const account = overrides.account ?? (await insertAccount(em));
  const row: Row<Enrollment> = {
    id: randomUUID(),
    fullName: 'Test Applicant',
    email: 'applicant@test.example',
    services: [CLEANING],
    specializations: [],
    city: NEW_YORK.name,
    neighborhood: BROOKLYN.name,
    lat: BROOKLYN.lat,
    lng: BROOKLYN.lng,
    serviceRadiusKm: 20,
    timezone: NEW_YORK.timezone,
    schedule: EVERY_DAY,
    ...overrides,
    account,
  };
  await em.insert(Enrollment, row);
  return { id: row.id, applicantId: account as string };
}

/** A review of a completed booking of its own, published unless it is said otherwise; the booking's parties write it. */
export async function insertReview(
  em: EntityManager,
  overrides: Overrides<Review> = {},
): Promise<{ id: string; bookingId: string; providerId: string; authorId: string; subjectId: string }> {
  const at = new Date();
  const booking = overrides.booking ?? (await insertBooking(em, { status: 'completed', completedAt: at })).id;
  const { consumer, provider } = await em.findOneOrFail(Booking, booking as string, { populate: ['provider'] });
  const side = overrides.side ?? 'consumer';
  const [authorId, subjectId] =
    side === 'consumer' ? [consumer.id, provider.account.id] : [provider.account.id, consumer.id];
  const row: Row<Review> = {
    id: randomUUID(),
    side,
    rating: 5,
    comment: 'Great cut.',
    publishedAt: at,
    createdAt: at,
    ...overrides,
    booking,
    author: authorId,
    subject: subjectId,
    provider: provider.id,
  };
  await em.insert(Review, row);
  return { id: row.id, bookingId: booking as string, providerId: provider.id, authorId, subjectId };
}

async function serviceOf(
  em: EntityManager,
  provider: string | undefined,
  service: string | undefined,
): Promise<{ provider: string; service: string }> {
  if (provider && service) return { provider, service };
  if (!provider) {
    const made = await insertProvider(em);
    return { provider: made.id, service: service ?? (made.serviceIds[0] as string) };
  }
  const found = await em.findOneOrFail(ProviderService, { provider }, { orderBy: { createdAt: 1, id: 1 } });
  return { provider, service: found.id };
}
