import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5 } from 'uuid';
import type { Enrollment } from '#db/entities/enrollment.entity.ts';
import { ProviderService } from '#db/entities/provider-service.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { categoryOf, findService } from '#domain/catalog.ts';
import { matchKeys } from '#domain/matching/match-keys.ts';
import type { EnrolledService } from '#domain/enrollment/types.ts';

const PROVIDERS = '0c1f8a7e-5b6d-4a7e-8f21-9d3b6e4c2a58';
const SERVICES = 'b7e3d2c1-9f84-4d65-a3b0-6c5e1f7a8d92';
const DEFAULT_RADIUS_KM = 15;

/** True when the account runs a provider. The lock on the account orders everything that could make it one. */
export async function isProvider(em: EntityManager, accountId: string): Promise<boolean> {
  await em.execute('select from accounts where id = ? for update', [accountId]);
  return (await em.count(Provider, { account: accountId })) > 0;
}

/**
 * Makes the provider of a locked enrollment, its services and its account's role, all of it in the transaction at hand: from
 * the commit on matches find it and its owner may offer. The ids are derived, so that another attempt could make no second.
 */
export async function activate(em: EntityManager, enrollment: Enrollment, atMs: number): Promise<void> {
  const { id: enrollmentId, account, fullName, email, city, timezone, schedule } = enrollment;
  if (fullName == null || email == null || city == null || timezone == null || schedule == null) {
    throw new Error('an enrollment that is not complete cannot be activated');
  }
  const { businessName, bio, yearsExperience, phone, address, neighborhood, lat, lng, specializations } = enrollment;
  const provider = em.create(Provider, {
    id: uuidv5(enrollmentId, PROVIDERS),
    account,
    name: fullName,
    businessName: businessName ?? null,
    bio,
    yearsExperience: yearsExperience ?? 0,
    email,
    phone: phone ?? null,
    address: address ?? null,
    city,
    neighborhood: neighborhood ?? null,
    lat: lat ?? null,
    lng: lng ?? null,
    serviceRadiusKm: enrollment.serviceRadiusKm ?? DEFAULT_RADIUS_KM,
    specializations,
    ...matchKeys({ city, lat, lng, specializations }),
    timezone,
    schedule,
    exceptions: [],
    createdAt: new Date(atMs),
  });
  em.persist(provider);
  await em.flush(); // services copy what matches ask of their provider, so it has to be there first
  enrollment.services.forEach((service, index) => em.persist(toService(em, provider, service, atMs + index)));
  enrollment.provider = provider;
  await em.flush();
  await em.execute(
    `update accounts set roles = array_append(roles, 'provider'), version = version + 1
     where id = ? and not ('provider' = any (roles))`,
    [account.id],
  );
}

/** Times apart, so that services are listed in the order in which they were written down. */
function toService(em: EntityManager, provider: Provider, service: EnrolledService, atMs: number): ProviderService {
  const { serviceType, name, description, durationMinutes, price } = service;
  if (!price) throw new Error('a service without a price cannot be offered');
  return em.create(ProviderService, {
    id: uuidv5(`${provider.id} ${serviceType}`, SERVICES),
    provider,
    name: name ?? findService(serviceType)?.title ?? serviceType,
    category: categoryOf(serviceType),
    serviceType,
    description,
    durationMinutes,
    priceMin: price.min,
    priceMax: price.max,
    currency: price.currency,
    createdAt: new Date(atMs),
  });
}
