import { DAY_MS } from './local-date.ts';

/** What a provider's rating is made of: one review of the consumer's side. */
export interface RatedReview {
  rating: number;
  atMs: number;
}

/** A provider's standing, computed and never written by hand. */
export interface Rating {
  /** The mean with the prior in it, 1 to 5, in hundredths: what matching uses. */
  rating: number;
  reviewCount: number;
  /** The same once there are enough reviews to show it, `null` before. */
  shownRating: number | null;
}

/** What we expect of a provider nobody has reviewed. */
export const PRIOR_RATING = 4;

/** How many fresh reviews that expectation weighs. */
export const PRIOR_WEIGHT = 5;

/** After so many days a review weighs half. */
export const RATING_HALF_LIFE_DAYS = 365;

/** From so many reviews on a rating is shown. */
export const MIN_SHOWN_REVIEWS = 3;

/**
 * The recency-weighted mean with a prior. Age counts back from the newest review and not from today, and the order of the
 * input does not matter, so that a rating is rebuilt from the reviews alone, at any time, to the same number.
 */
export function ratingOf(reviews: readonly RatedReview[]): Rating {
  const newestFirst = reviews.toSorted((a, b) => b.atMs - a.atMs || b.rating - a.rating);
  const newestMs = newestFirst[0]?.atMs ?? 0;
  let weights = PRIOR_WEIGHT;
  let sum = PRIOR_WEIGHT * PRIOR_RATING;
  for (const { rating, atMs } of newestFirst) {
    const weight = 0.5 ** ((newestMs - atMs) / (RATING_HALF_LIFE_DAYS * DAY_MS));
    weights += weight;
    sum += weight * rating;
  }
  const rating = Math.round((sum / weights) * 100) / 100;
  const reviewCount = reviews.length;
  return { rating, reviewCount, shownRating: reviewCount >= MIN_SHOWN_REVIEWS ? rating : null };
}
