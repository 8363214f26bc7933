import { REVIEW_ASPECTS, type ReviewAspect } from '#domain/reviews.ts';
import type { Schema } from '#web/api/client.ts';

/** A review as a form has it; zero stars stand for none. */
export interface ReviewValues {
  readonly rating: number;
  readonly comment: string;
  readonly breakdown: Readonly<Record<ReviewAspect, number>>;
}

export const NO_REVIEW: ReviewValues = {
  rating: 0,
  comment: '',
  breakdown: { quality: 0, punctuality: 0, communication: 0, value: 0 },
};

/** What is missing, by its field. */
export function reviewErrors({ rating, comment }: ReviewValues): Record<string, string> {
  return {
    ...(rating === 0 && { rating: 'Give it one to five stars.' }),
    ...(comment.trim() === '' && { comment: 'Say in a few words how it was.' }),
  };
}

/** The body that says it; aspects that nobody rated are left out. */
export function toReview({ rating, comment, breakdown }: ReviewValues, bookingId: string): Schema<'SubmitReview'> {
  const rated = REVIEW_ASPECTS.filter((aspect) => breakdown[aspect] > 0);
  return {
    bookingId,
    rating,
    comment,
    ...(rated.length > 0 && { breakdown: Object.fromEntries(rated.map((aspect) => [aspect, breakdown[aspect]])) }),
  };
}
