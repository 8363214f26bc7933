import { HOUR_MS } from './local-date.ts';

/** What a consumer and a provider have had to do with each other lately. */
export interface PairFigures {
  bookings: number;
  /** Reviews that the consumer wrote of the provider. */
  reviews: number;
  /** Bookings the other way round: whoever is behind the provider books the consumer's own provider. */
  reverseBookings: number;
  /** Bookings below the lowest price of their service. */
  cheapBookings: number;
  /** The shortest time from an acceptance to its completion; nothing without a completed booking. */
  shortestMs: number | null;
}

export const ARRANGED_SIGNALS = ['many_bookings', 'many_reviews', 'reciprocal', 'cheap', 'hasty'] as const;
/** Why a pair looks as if its bookings were arranged for the reviews. */
export type ArrangedSignal = (typeof ARRANGED_SIGNALS)[number];

/** From so many signals on a pair is reported: each alone happens to honest people, too. */
export const MIN_SIGNALS = 2;

const MANY_BOOKINGS = 3;
const MANY_REVIEWS = 2;
const HASTY_MS = HOUR_MS;

/** The signals that the figures of a pair give, in the order of the list. A report for people to look at, not a verdict. */
export function signalsOf({
  bookings,
  reviews,
  reverseBookings,
  cheapBookings,
  shortestMs,
}: PairFigures): ArrangedSignal[] {
  const given: Readonly<Record<ArrangedSignal, boolean>> = {
    many_bookings: bookings >= MANY_BOOKINGS,
    many_reviews: reviews >= MANY_REVIEWS,
    reciprocal: reverseBookings > 0,
    cheap: cheapBookings > 0,
    hasty: shortestMs !== null && shortestMs < HASTY_MS,
  };
  return ARRANGED_SIGNALS.filter((signal) => given[signal]);
}
