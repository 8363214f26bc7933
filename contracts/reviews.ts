import { z } from 'zod';
import { MAX_RATING, MIN_RATING, REVIEW_SIDES } from '#domain/reviews.ts';
import { Instant } from './common.ts';
import { AccountId, BookingId, ProviderId, ReviewId } from './ids.ts';
import { pageOf, PageQuery } from './page.ts';
import {
  OWN_REVIEW_EXAMPLE,
  PUBLISHED_REVIEW_EXAMPLE,
  RESPOND_EXAMPLE,
  REVIEW_RESPONSE_EXAMPLE,
  SUBMIT_REVIEW_EXAMPLE,
} from './review-examples.ts';
import { textOf } from './text.ts';

const Stars = z.int().min(MIN_RATING).max(MAX_RATING);

/** Ratings of single aspects; what nobody rated is absent. */
const Breakdown = z
  .strictObject({
    quality: Stars.optional(),
    punctuality: Stars.optional(),
    communication: Stars.optional(),
    value: Stars.optional(),
  })
  .meta({ id: 'ReviewBreakdown', description: 'Ratings of single aspects, 1 to 5.' });

export const SubmitReview = z
  .strictObject({
    bookingId: BookingId,
    rating: Stars.meta({ description: 'From 1 to 5.' }),
    comment: textOf(2000),
    breakdown: Breakdown.optional(),
  })
  .meta({ id: 'SubmitReview', examples: [SUBMIT_REVIEW_EXAMPLE] });
export type SubmitReview = z.output<typeof SubmitReview>;

export const RespondToReview = z
  .strictObject({ text: textOf(2000) })
  .meta({ id: 'RespondToReview', examples: [RESPOND_EXAMPLE] });

const Response = z.strictObject({ text: z.string(), at: Instant }).meta({
  id: 'ReviewResponse',
  description: 'What the reviewed party says to it.',
  examples: [REVIEW_RESPONSE_EXAMPLE],
});

const said = {
  id: ReviewId,
  rating: Stars,
  comment: z.string(),
  breakdown: Breakdown,
  response: Response.nullable(),
};

/** A review as its two parties and operators see it; before it is published only its author does. */
export const Review = z
  .strictObject({
    ...said,
    bookingId: BookingId,
    providerId: ProviderId,
    consumerId: AccountId,
    side: z
      .enum(REVIEW_SIDES)
      .meta({ description: 'The side of the booking that wrote it; it is about the other one.' }),
    status: z.enum(['submitted', 'published']).meta({
      description:
        'Submitted until both sides have written theirs, or for seven days: so long only its author sees it, and nobody is told that it exists.',
    }),
    createdAt: Instant,
    publishedAt: Instant.nullable(),
    allowedActions: z.array(z.enum(['respond'])),
    links: z.strictObject({ self: z.string(), booking: z.string() }),
  })
  .meta({ id: 'Review', examples: [OWN_REVIEW_EXAMPLE] });
export const ReviewPage = pageOf(Review, 'ReviewPage');

export const ReviewQuery = PageQuery.extend({
  bookingId: BookingId.optional().meta({ description: 'Only those of this booking.' }),
  role: z
    .enum(['author', 'subject'])
    .optional()
    .meta({ description: 'Only those that the caller wrote, or only those about the caller; both if absent.' }),
});

/** A published review as anybody sees it: what was said, and nothing of who said it. */
export const PublishedReview = z
  .strictObject({ ...said, publishedAt: Instant })
  .meta({ id: 'PublishedReview', examples: [PUBLISHED_REVIEW_EXAMPLE] });
export const PublishedReviewPage = pageOf(PublishedReview, 'PublishedReviewPage');
