import { DAY_MS } from './local-date.ts';

/** What a provider's rating is made of: one review of the consumer's side. */
export interface RatedReview {
  rating: number;
  atMs: number;
  /** Who wrote it. */
  authorId: string;
}

/** A provider's standing, computed and never written by hand. */
export interface Rating {
  /** The mean with the prior in it, 1 to 5, in hundredths: what matching uses. */
  rating: number;
  reviewCount: number;
  /** How many people wrote them. */
  reviewerCount: number;
  /** The same once enough people have reviewed to show it, `null` before. */
  shownRating: number | null;
}

/** What we expect of a provider nobody has reviewed. */
export const PRIOR_RATING = 4;

/** How many fresh reviews that expectation weighs. */
export const PRIOR_WEIGHT = 5;

/** After so many days a review weighs half. */
export const RATING_HALF_LIFE_DAYS = 365;

/** All that one person says of a provider within so many days weighs as one review. */
export const AUTHOR_PERIOD_DAYS = 90;

/** From so many different reviewers on a rating is shown. */
export const MIN_SHOWN_REVIEWERS = 3;

/** True when enough people have reviewed a provider to show its rating. */
export const isRatingShown = (reviewerCount: number): boolean => reviewerCount >= MIN_SHOWN_REVIEWERS;

/**
 * The recency-weighted mean with a prior. What one author says within a period weighs once, with its mean, so nobody makes
 * a rating alone. Age counts back from the newest review and not from today, and the order of the input does not matter, so
 * that a rating is rebuilt from the reviews alone, at any time, to the same number.
 */
export function ratingOf(reviews: readonly RatedReview[]): Rating {
  const byAuthor = Map.groupBy(reviews, ({ authorId }) => authorId);
  const newestFirst = [...byAuthor.values()]
    .flatMap(voicesOf)
    .toSorted((a, b) => b.atMs - a.atMs || b.rating - a.rating);
  const newestMs = newestFirst[0]?.atMs ?? 0;
  let weights = PRIOR_WEIGHT;
  let sum = PRIOR_WEIGHT * PRIOR_RATING;
  for (const { rating, atMs } of newestFirst) {
    const weight = 0.5 ** ((newestMs - atMs) / (RATING_HALF_LIFE_DAYS * DAY_MS));
    weights += weight;
    sum += weight * rating;
  }
  const rating = Math.round((sum / weights) * 100) / 100;
  const reviewerCount = byAuthor.size;
  const shownRating = isRatingShown(reviewerCount) ? rating : null;
  return { rating, reviewCount: reviews.length, reviewerCount, shownRating };
}

interface Voice {
  rating: number;
  atMs: number;
}

/** What one author says: one voice a period, which begins with the first review that no period before holds. */
function voicesOf(ofOne: readonly RatedReview[]): Voice[] {
  const periods: Voice[][] = [];
  for (const review of ofOne.toSorted((a, b) => a.atMs - b.atMs || a.rating - b.rating)) {
    const last = periods.at(-1);
    const first = last?.[0];
    if (first && last && review.atMs < first.atMs + AUTHOR_PERIOD_DAYS * DAY_MS) last.push(review);
    else periods.push([review]);
  }
  return periods.map((period) => ({
    rating: period.reduce((sum, { rating }) => sum + rating, 0) / period.length,
    atMs: period.at(-1)?.atMs ?? 0,
  }));
}
