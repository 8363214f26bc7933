import type { RequiredEntityData } from '@mikro-orm/core';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { DEFAULT_CANCELLATION_POLICY } from '#domain/policy/cancellation.ts';
import { ratingOf } from '#domain/reputation.ts';
import { UNUSABLE_PASSWORD } from '#platform/password.ts';
import type { Account } from '../entities/account.entity.ts';
import type { Booking } from '../entities/booking.entity.ts';
import type { Offer } from '../entities/offer.entity.ts';
import type { Review } from '../entities/review.entity.ts';
import type { ServiceRequest } from '../entities/service-request.entity.ts';
import { seedId, type SeededRow } from './ids.ts';
import type { SeededProvider } from './providers.ts';
import { seededRandom, type SeededRandom } from './random.ts';

/** The rows of work that is done and reviewed. */
export interface PastWork {
  readonly requests: RequiredEntityData<ServiceRequest>[];
  readonly offers: RequiredEntityData<Offer>[];
  readonly bookings: RequiredEntityData<Booking>[];
  readonly reviews: RequiredEntityData<Review>[];
}

/** Whose work it was, and the stars that it got. */
export type PastOf = Pick<SeededProvider, 'provider' | 'services' | 'stars'>;

/** When the seeded world began; a fixed instant, so that two databases are equal. */
export const SEEDED_AT = new Date('2026-01-05T09:00:00Z');

const WEEK_MS = 7 * DAY_MS;
/** A review that nobody answers appears after a week. */
const APPEARS_AFTER_MS = WEEK_MS;
const NAMES = ['Noor', 'Iris', 'Theo', 'Marta', 'Kofi', 'Lena', 'Omar', 'Sofia', 'Jun', 'Ravi', 'Elsa', 'Pia'];
/** What people of the seeds say with one to five stars. */
const SAID = [
  'Not what we agreed on.',
  'Late, and only half done.',
  'It will do.',
  'Good work.',
  'Could not be better.',
];

/** The people who had that work done; nobody can sign in as one of them. */
export const PAST_CONSUMERS: readonly SeededRow<Account>[] = NAMES.map((name) => ({
  id: seedId(`account of past work ${name}`),
  email: `${name.toLowerCase()}@consumers.example`,
  name,
  passwordHash: UNUSABLE_PASSWORD,
  roles: ['consumer'],
  createdAt: SEEDED_AT,
}));

/** Stars for three jobs at least and `most` at most: fives, fours and some threes, in a mixture of the provider's own. */
export function drawnStars(random: SeededRandom, most: number): number[] {
  const [count, best] = [random.integer(3, most), random.between(0.2, 0.9)];
  const each = seededRandom(random.integer(0, 1_000_000)); // of its own: what comes after does not depend on the count
  return Array.from({ length: count }, () => (each.chance(best) ? 5 : each.chance(0.75) ? 4 : 3));
}

/** The reputation that reviews with these stars make; rebuilding it from the rows gives the same. */
export function reputationOf(stars: readonly number[]) {
  const authorOf = (index: number): string => String(index % PAST_CONSUMERS.length); // they take turns
  const reviews = stars.map((rating, index) => ({ rating, atMs: doneAtMs(index), authorId: authorOf(index) }));
  const { rating, reviewCount, reviewerCount } = ratingOf(reviews);
  return { rating: reviewCount === 0 ? null : rating, reviewCount, reviewerCount, completedBookings: reviewCount };
}

/** One request, offer, booking and published review for each of the stars, one a week. */
export function pastWork(all: readonly PastOf[]): PastWork {
  const work: PastWork = { requests: [], offers: [], bookings: [], reviews: [] };
  for (const [position, { provider, services, stars }] of all.entries()) {
    const [service] = services;
    if (!service) continue;
    for (const [index, rating] of stars.entries()) {
      const author = PAST_CONSUMERS[(position + index) % PAST_CONSUMERS.length];
      if (author) add(work, { provider, service, author: author.id, rating, index });
    }
  }
  return work;
}

interface Job {
  readonly provider: PastOf['provider'];
  readonly service: PastOf['services'][number];
  readonly author: string;
  readonly rating: number;
  readonly index: number;
}

function add(work: PastWork, { provider, service, author, rating, index }: Job): void {
  const idOf = (what: string): string => seedId(`past ${what} ${provider.id} ${index}`);
  const [request, offer, booking] = [idOf('request'), idOf('offer'), idOf('booking')];
  const endMs = doneAtMs(index);
  const startMs = endMs - Number(service.durationMinutes) * 60_000;
  const [start, end] = [new Date(startMs), new Date(endMs)];
  const createdAt = new Date(startMs - 3 * DAY_MS);
  const price = { priceAmount: service.priceMin, priceCurrency: service.currency };
  const parties = { provider: provider.id, service: service.id };
  const { city, timezone } = provider;
  work.requests.push({
    id: request,
    consumer: author,
    rawInput: '',
    category: service.category,
    serviceType: service.serviceType,
    specializations: [],
    city,
    maxDistanceKm: 25,
    urgency: 'flexible',
    preferredDates: [],
    preferredTimes: [],
    status: 'booked',
    selectedOfferId: offer,
    wave: 1,
    expiresAt: start,
    createdAt,
  });
  work.offers.push({
    id: offer,
    request,
    ...parties,
    ...price,
    serviceName: service.name,
    slots: [{ start: start.toISOString(), end: end.toISOString() }],
    timezone,
    providerSnapshot: { name: provider.name, rating: null, reviewCount: 0, portfolioSamples: [] },
    expiresAt: start,
    status: 'accepted',
    createdAt: new Date(createdAt.getTime() + HOUR_MS),
  });
  work.bookings.push({
    id: booking,
    request,
    offer,
    consumer: author,
    ...parties,
    ...price,
    scheduledStart: start,
    scheduledEnd: end,
    timezone,
    locationType: 'provider_location',
    policy: DEFAULT_CANCELLATION_POLICY,
    completedAt: end,
    finalPriceAmount: service.priceMin,
    status: 'completed',
    createdAt: new Date(createdAt.getTime() + 2 * HOUR_MS),
  });
  work.reviews.push({
    id: idOf('review'),
    booking,
    side: 'consumer',
    author,
    subject: provider.account,
    provider: parties.provider,
    rating,
    comment: SAID[rating - 1] ?? '',
    publishedAt: new Date(endMs + APPEARS_AFTER_MS),
    createdAt: end,
  });
}

/** When the work was done: one piece a week, from the first week of the seeded world on. */
function doneAtMs(index: number): number {
  return SEEDED_AT.getTime() + (index + 1) * WEEK_MS;
}
