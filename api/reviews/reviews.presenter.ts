import type { z } from 'zod';
import { toInstant } from '#contracts/common.ts';
import type { PublishedReview, Review } from '#contracts/reviews.ts';
import { REVIEW_ASPECTS, type ReviewBreakdown } from '#domain/reviews.ts';
import type { PublishedReviewRow, ReviewRow, SaidRow } from './reviews.queries.ts';

type ReviewView = z.input<typeof Review>;

/** A review as somebody sees it who may see it. */
export function toReview(row: ReviewRow, readerId: string): ReviewView {
  const { id, bookingId, providerId, side, authorId, subjectId, publishedAt } = row;
  return {
    ...saidIn(row),
    bookingId,
    providerId,
    consumerId: side === 'consumer' ? authorId : subjectId,
    side,
    status: publishedAt === null ? 'submitted' : 'published',
    createdAt: at(row.createdAt),
    publishedAt: publishedAt === null ? null : at(publishedAt),
    allowedActions: canRespond(row, readerId) ? ['respond'] : [],
    links: { self: `/v1/reviews/${id}`, booking: `/v1/bookings/${bookingId}` },
  };
}

/** A published review as anybody sees it: nothing tells who wrote it or for which booking. */
export function toPublishedReview(row: PublishedReviewRow): z.input<typeof PublishedReview> {
  return { ...saidIn(row), publishedAt: at(row.publishedAt) };
}

/** Whom a published review is about answers it once. */
function canRespond({ subjectId, publishedAt, response }: ReviewRow, accountId: string): boolean {
  return subjectId === accountId && publishedAt !== null && response === null;
}

function saidIn(row: SaidRow) {
  const { id, rating, comment, response, respondedAt } = row;
  return {
    id,
    rating,
    comment,
    breakdown: breakdownIn(row),
    response: response === null || respondedAt === null ? null : { text: response, at: at(respondedAt) },
  };
}

function breakdownIn(row: SaidRow): ReviewBreakdown {
  const rated = REVIEW_ASPECTS.map((aspect) => [aspect, row[aspect]] as const);
  return Object.fromEntries(rated.filter(([, stars]) => stars !== null));
}

function at(moment: string): string {
  return toInstant(new Date(moment));
}
