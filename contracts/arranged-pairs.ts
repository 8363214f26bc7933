import { z } from 'zod';
import { ARRANGED_SIGNALS } from '#domain/arranged-pairs.ts';
import { Instant } from './common.ts';
import { AccountId, ProviderId } from './ids.ts';
import { limitUpTo, pageOf, PageQuery } from './page.ts';

const DEFAULT_DAYS = 90;
const MAX_DAYS = 365;

export const ARRANGED_PAIR_EXAMPLE = {
  consumerId: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  consumerName: 'Ada Example',
  providerId: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8e',
  providerName: 'Bo Example',
  providerAccountId: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8f',
  signals: ['many_bookings' as const, 'hasty' as const],
  bookings: 5,
  reviews: 1,
  reverseBookings: 0,
  cheapBookings: 0,
  shortestMinutes: 12,
  lastAt: '2026-03-02T09:00:00.000Z',
};

const count = z.int().nonnegative();

/** A consumer and a provider whose bookings look as if they were arranged for the reviews. */
export const ArrangedPair = z
  .strictObject({
    consumerId: AccountId,
    consumerName: z.string(),
    providerId: ProviderId,
    providerName: z.string(),
    providerAccountId: AccountId,
    signals: z.array(z.enum(ARRANGED_SIGNALS)).meta({
      description:
        '`many_bookings`: three or more. `many_reviews`: two or more by this consumer. `reciprocal`: they book each other. ' +
        '`cheap`: below the lowest price of the service. `hasty`: completed within an hour of the acceptance.',
    }),
    bookings: count,
    reviews: count,
    reverseBookings: count,
    cheapBookings: count,
    shortestMinutes: count.nullable().meta({ description: 'From an acceptance to its completion; null without one.' }),
    lastAt: Instant.meta({ description: 'When they made their last booking.' }),
  })
  .meta({ id: 'ArrangedPair', examples: [ARRANGED_PAIR_EXAMPLE] });
export const ArrangedPairPage = pageOf(ArrangedPair, 'ArrangedPairPage');
export const ArrangedPairQuery = PageQuery.extend({
  days: limitUpTo(MAX_DAYS)
    .default(DEFAULT_DAYS)
    .meta({ description: 'How many days back bookings and reviews count.', default: DEFAULT_DAYS }),
});
