import { matchKeys } from '#domain/matching/match-keys.ts';
import { CATALOG, type CatalogCategory, type CatalogService, type CategoryName } from '#domain/catalog.ts';
import type { Account } from '../entities/account.entity.ts';
import type { ProviderService } from '../entities/provider-service.entity.ts';
import type { Provider } from '../entities/provider.entity.ts';
import { UNUSABLE_PASSWORD } from '#platform/password.ts';
import { seedId, type SeededRow } from './ids.ts';
import { CITIES, type City } from './places.ts';
import { drawnStars, reputationOf, SEEDED_AT } from './past-work.ts';
import { seededRandom, type SeededRandom } from './random.ts';
import { SCHEDULES } from './schedules.ts';
import { FIRST_NAMES, LAST_NAMES, STREETS, TRADES } from './trades.ts';

/** The rows that make one provider. */
export interface SeededProvider {
  readonly account: SeededRow<Account>;
  readonly provider: SeededRow<Provider> & { readonly account: string };
  readonly services: readonly SeededRow<ProviderService>[];
  /** The stars of its reviews, the oldest first. */
  readonly stars: readonly number[];
}

/** With the three cities and five categories of the catalog: 75 providers. */
const PROVIDERS_PER_CITY_AND_CATEGORY = 5;
/** One review a week: all of it has happened, whenever the product is started. */
const MOST_REVIEWS = 24;

const CATEGORIES: readonly CatalogCategory[] = CATALOG;
const ALL_NAMES_SEED = 20_260_105;

/** The providers of every city and category: the same people with the same prices in every database. */
export function seededProviders(): SeededProvider[] {
  const random = seededRandom(ALL_NAMES_SEED);
  const names = distinctNames(random);
  return CITIES.flatMap((city) =>
    CATEGORIES.flatMap((category) =>
      Array.from({ length: PROVIDERS_PER_CITY_AND_CATEGORY }, (_, index) =>
        seededProvider({ random, name: names.next().value as string, city, category, index }),
      ),
    ),
  );
}

interface Blueprint {
  random: SeededRandom;
  name: string;
  city: City;
  category: CatalogCategory;
  /** The how-manieth of its city and category: the last is new to the house. */
  index: number;
}

function seededProvider({ random, name, city, category, index }: Blueprint): SeededProvider {
  const email = `${name.toLowerCase().replace(' ', '.')}@providers.example`;
  const id = seedId(`provider ${email}`);
  const accountId = seedId(`account ${email}`);
  const services = servicesOffered(category, random, index);
  const isNewcomer = index === PROVIDERS_PER_CITY_AND_CATEGORY - 1;
  const described = {
    id,
    account: accountId,
    name,
    email,
    ...presentation(name, category.name, random),
    ...whereabouts(city, random),
    specializations: services.flatMap((service) =>
      random.shuffled(service.specializations).slice(0, random.integer(2, 4)),
    ),
    timezone: city.timezone,
    schedule: random.pick(SCHEDULES),
    minNoticeHours: random.pick([4, 12, 24]),
    maxBookingsPerDay: random.pick([4, 6, 8]),
    bufferMinutes: random.pick([0, 15, 30]),
  };
  const stars = isNewcomer ? [] : drawnStars(random, MOST_REVIEWS);
  const provider = {
    ...described,
    ...reputationOf(stars),
    ...responses(random, isNewcomer),
    createdAt: SEEDED_AT,
  };
  return {
    account: {
      id: accountId,
      email,
      name,
      passwordHash: UNUSABLE_PASSWORD,
      roles: ['consumer', 'provider'],
      createdAt: SEEDED_AT,
    },
    provider: { ...provider, ...matchKeys(provider) },
    services: services.map((service) => pricedService(id, category.name, service, random)),
    stars,
  };
}

/** Every service type of a category has somebody in every city; some offer two. */
function servicesOffered(category: CatalogCategory, random: SeededRandom, index: number): CatalogService[] {
  const { services } = category;
  const first = services[index % services.length] as CatalogService;
  const others = services.filter((service) => service !== first);
  return others.length > 0 && random.chance(0.4) ? [first, random.pick(others)] : [first];
}

function presentation(name: string, category: CategoryName, random: SeededRandom) {
  const { businessNames, bios } = TRADES[category];
  const lastName = name.split(' ').at(-1) ?? name;
  return {
    businessName: random.chance(0.8) ? `${lastName} ${random.pick(businessNames)}` : null,
    bio: random.pick(bios),
    yearsExperience: random.integer(1, 25),
  };
}

function whereabouts({ name: city, state, zip, areaCode, neighborhoods }: City, random: SeededRandom) {
  const { name: neighborhood, lat, lng } = random.pick(neighborhoods);
  const houseNumber = random.integer(1, 240);
  return {
    city,
    neighborhood,
    lat: rounded(lat + random.between(-0.012, 0.012), 5), // within a mile or so of the middle
    lng: rounded(lng + random.between(-0.012, 0.012), 5),
    serviceRadiusKm: random.pick([8, 12, 15, 20, 25]),
    address: `${houseNumber} ${random.pick(STREETS)}, ${city}, ${state} ${zip}${random.integer(10, 40)}`,
    phone: `+1 ${areaCode} 555 01${String(random.integer(0, 99)).padStart(2, '0')}`, // numbers kept for fiction
  };
}

function responses(random: SeededRandom, isNewcomer: boolean) {
  if (isNewcomer) return { responseRate: null, averageResponseHours: null };
  return {
    responseRate: rounded(random.between(0.6, 1), 2),
    averageResponseHours: rounded(random.between(0.5, 10), 1),
  };
}

function pricedService(
  providerId: string,
  category: CategoryName,
  { name, title, typicalPriceRange: { min, max, currency } }: CatalogService,
  random: SeededRandom,
): SeededRow<ProviderService> {
  const priceMin = toWholePrice(random.between(min, (min + max) / 2));
  return {
    id: seedId(`service ${providerId} ${name}`),
    provider: providerId,
    name: title,
    category,
    serviceType: name,
    description: `${title}, everything that is needed included.`,
    durationMinutes: random.pick(TRADES[category].durationsMinutes),
    priceMin,
    priceMax: Math.min(max, toWholePrice(priceMin * random.between(1.1, 1.8))),
    currency,
    createdAt: SEEDED_AT,
  };
}

function* distinctNames(random: SeededRandom): Generator<string, never> {
  const used = new Set<string>();
  for (;;) {
    const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
    if (!used.has(name)) yield name;
    used.add(name);
  }
}

/** Prices as people write them: in steps of five whole units of the catalog's currency. */
function toWholePrice(amount: number): number {
  return Math.round(amount / 500) * 500;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
