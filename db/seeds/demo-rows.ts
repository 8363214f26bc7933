import type { RequiredEntityData } from '@mikro-orm/core';
import { CATALOG_CURRENCY } from '#domain/catalog.ts';
import { matchKeys } from '#domain/matching/match-keys.ts';
import { hashPassword } from '#platform/password.ts';
import type { Account } from '../entities/account.entity.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from './demo-accounts.ts';
import { seedId } from './ids.ts';
import { BROOKLYN, NEW_YORK } from './places.ts';
import { reputationOf, SEEDED_AT } from './past-work.ts';
import type { SeededProvider } from './providers.ts';
import { AROUND_THE_CLOCK } from './schedules.ts';

const DEMO_SPECIALIZATIONS = ['curly_hair', 'long_hair', 'short_hair', 'kids'];

/** The rows of the demo accounts; all that differs from run to run is the salt of a password. */
export async function demoRows(): Promise<{
  accounts: RequiredEntityData<Account>[];
  providers: Omit<SeededProvider, 'account'>[];
}> {
  return {
    accounts: await Promise.all(DEMO_ACCOUNTS.map(toAccount)),
    providers: DEMO_ACCOUNTS.filter(({ role }) => role === 'provider').map(toProvider),
  };
}

async function toAccount({ id, email, name, role, password }: DemoAccount): Promise<RequiredEntityData<Account>> {
  return {
    id,
    email,
    name,
    passwordHash: await hashPassword(password),
    roles: role === 'consumer' ? ['consumer'] : ['consumer', role],
    createdAt: SEEDED_AT,
  };
}

/**
 * Both cut curly hair in Brooklyn, around the clock and without notice, and have good marks: for such a request nobody
 * ranks before them, and whoever tries the product can book work that begins in a moment, instead of waiting for days.
 */
function toProvider(
  { id: accountId, name, email, providerId }: DemoAccount,
  index: number,
): Omit<SeededProvider, 'account'> {
  const id = providerId ?? seedId(`provider ${email}`);
  const firstName = name.split(' ')[0] ?? name;
  const stars = Array.from({ length: 40 - index }, () => 5);
  const place = { lat: BROOKLYN.lat + 0.002 * index, lng: BROOKLYN.lng };
  return {
    provider: {
      id,
      account: accountId,
      name,
      businessName: `${firstName}'s Curls`,
      bio: 'Curly hair is all I do: cut dry, curl by curl, and a routine that you can keep up at home. Ring whenever you like.',
      yearsExperience: 9 + index,
      email,
      phone: `+1 718 555 019${index}`,
      address: `${10 + index} Grove Street, New York, NY 11221`,
      city: NEW_YORK.name,
      neighborhood: BROOKLYN.name,
      ...place,
      serviceRadiusKm: 25,
      specializations: DEMO_SPECIALIZATIONS,
      ...matchKeys({ ...place, city: NEW_YORK.name, specializations: DEMO_SPECIALIZATIONS }),
      timezone: NEW_YORK.timezone,
      schedule: AROUND_THE_CLOCK,
      minNoticeHours: 0,
      maxBookingsPerDay: null,
      bufferMinutes: 0,
      ...reputationOf(stars),
      responseRate: 1,
      averageResponseHours: 0.5,
      createdAt: SEEDED_AT,
    },
    services: [
      {
        id: seedId(`service ${id} haircut`),
        provider: id,
        name: 'Curly cut',
        category: 'hair_beauty',
        serviceType: 'haircut',
        description: 'Consultation, dry cut, wash and styling.',
        durationMinutes: 60,
        priceMin: 4_000,
        priceMax: 6_000,
        currency: CATALOG_CURRENCY,
        createdAt: SEEDED_AT,
      },
    ],
    stars,
  };
}
