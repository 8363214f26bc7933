import { DAY_MS } from './local-date.ts';

/** The two sides of a booking that review each other. */
export const REVIEW_SIDES = ['consumer', 'provider'] as const;
export type ReviewSide = (typeof REVIEW_SIDES)[number];

/** What a rating may be given for besides the whole. */
export const REVIEW_ASPECTS = ['quality', 'punctuality', 'communication', 'value'] as const;
export type ReviewAspect = (typeof REVIEW_ASPECTS)[number];
/** The aspects that were rated, each with its stars. */
export type ReviewBreakdown = Partial<Record<ReviewAspect, number>>;

/** The fewest stars. */
export const MIN_RATING = 1;
/** The most stars. */
export const MAX_RATING = 5;

/** So long after its completion a booking can be reviewed. */
export const REVIEW_PERIOD_MS = 14 * DAY_MS;

/** So long the first review waits for the other; then it appears alone. */
export const BLIND_PERIOD_MS = 7 * DAY_MS;

/** When a booking was completed, and when each side has reviewed it. */
export interface ReviewTimes {
  completedAtMs: number;
  consumerAtMs: number | null;
  providerAtMs: number | null;
}

/**
 * When the reviews of a booking appear: with the second one, or when the first has waited long enough. Null as long as
 * nobody has reviewed it.
 */
export function reviewsAppearAtMs({ consumerAtMs, providerAtMs }: ReviewTimes): number | null {
  if (consumerAtMs !== null && providerAtMs !== null) return Math.max(consumerAtMs, providerAtMs);
  const firstAtMs = consumerAtMs ?? providerAtMs;
  return firstAtMs === null ? null : firstAtMs + BLIND_PERIOD_MS;
}

/** From when on nobody reviews the booking any more: its period is over, or reviews have appeared that could be answered. */
export function reviewsCloseAtMs(times: ReviewTimes): number {
  return Math.min(times.completedAtMs + REVIEW_PERIOD_MS, reviewsAppearAtMs(times) ?? Infinity);
}

/** True while a side of a completed booking can still write its review. */
export function isReviewOpen(times: ReviewTimes, side: ReviewSide, nowMs: number): boolean {
  const ownAtMs = side === 'consumer' ? times.consumerAtMs : times.providerAtMs;
  return ownAtMs === null && nowMs < reviewsCloseAtMs(times);
}
