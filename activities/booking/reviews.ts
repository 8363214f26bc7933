import type { EntityManager } from '@mikro-orm/postgresql';
import type { Booking } from '#db/entities/booking.entity.ts';
import { Booking as BookingEntity } from '#db/entities/booking.entity.ts';
import { Review } from '#db/entities/review.entity.ts';
import { isRecorded, recordFacts, type Fact, type Told } from '#db/facts.ts';
import { takePayload, type ReviewPayload } from '#db/payloads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BookingChange } from '#contracts/feed.ts';
import { BOOKING_LIFECYCLE, bookingRefusal } from '#domain/lifecycles/booking.ts';
import { decide } from '#domain/lifecycles/transitions.ts';
import { isOwnRequest } from '#domain/own-request.ts';
import { isReviewOpen } from '#domain/reviews.ts';
import type { SubmitReview } from '#workflows/booking/messages.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import { lockBooking } from './changing.ts';
import { rebuildRating } from './rating.ts';
import type { BookingAt, BookingDependencies, ReviewSnapshot } from './snapshot.ts';

/** A review needs none of the windows of the work. */
const NO_WINDOW = { check_in_open: false, started: false, not_started: false } as const;

type Dependencies = Pick<BookingDependencies, 'orm'>;

/** Reads when a booking was completed and reviewed; changes nothing. */
export async function openReviews({ orm }: Dependencies, bookingId: string): Promise<ReviewSnapshot> {
  const em = orm.em.fork();
  const booking = await em.findOneOrFail(BookingEntity, bookingId);
  return toSnapshot(booking, await reviewsOf(em, bookingId));
}

/** Writes the review of one side. The second one publishes both in the same transaction. */
export async function submitReview({ orm }: Dependencies, command: SubmitReview & BookingAt): Promise<ReviewSnapshot> {
  const { bookingId, reviewId, commandId, side, actorId, atMs } = command;
  const key = `${commandId} review`;
  return inTransaction(orm, async (em) => {
    const booking = await lockBooking(em, bookingId);
    const reviews = await reviewsOf(em, bookingId);
    if (await isRecorded(em, key)) return toSnapshot(booking, reviews);
    requireOpen(booking, reviews, command);
    const payload = await takePayload<ReviewPayload>(em, command.payloadId);
    const review = createReview(em, booking, { reviewId, side, atMs }, payload as ReviewPayload);
    const written = [...reviews, review];
    const submitted: Fact = {
      key,
      aggregate: 'review',
      aggregateId: reviewId, // on no timeline, and told to nobody else: the other side learns nothing of it
      type: 'review.submitted',
      side,
      actorId,
      atMs,
      tell: [tell(booking, actorId, 'review_submitted')],
    };
    const isComplete = written.length === 2;
    await recordFacts(em, [submitted, ...(isComplete ? [await publish(em, booking, written, atMs)] : [])]);
    return toSnapshot(booking, written);
  });
}

/** The first review has waited long enough for the other. */
export async function publishReviews({ orm }: Dependencies, { bookingId, atMs }: BookingAt): Promise<ReviewSnapshot> {
  return inTransaction(orm, async (em) => {
    const booking = await lockBooking(em, bookingId);
    const reviews = await reviewsOf(em, bookingId);
    const isDue = reviews.length > 0 && reviews.every(({ publishedAt }) => !publishedAt);
    if (isDue) await recordFacts(em, [await publish(em, booking, reviews, atMs)]);
    return toSnapshot(booking, reviews);
  });
}

/** Makes all that was written visible at once, and the provider's rating what its reviews make of it. */
async function publish(em: EntityManager, booking: Booking, reviews: readonly Review[], atMs: number): Promise<Fact> {
  for (const review of reviews) review.publishedAt = new Date(atMs);
  await em.flush();
  await rebuildRating(em, booking.provider.id);
  return {
    key: `booking/${booking.id} publish_reviews`,
    aggregate: 'booking',
    aggregateId: booking.id,
    requestId: booking.request.id,
    bookingId: booking.id,
    type: 'booking.reviews_published',
    from: booking.status,
    to: booking.status,
    side: 'system',
    atMs,
    tell: [booking.consumer.id, booking.provider.account.id].map((accountId) =>
      tell(booking, accountId, 'reviews_published'),
    ),
  };
}

function requireOpen(booking: Booking, reviews: readonly Review[], { side, atMs }: SubmitReview & BookingAt): void {
  const isOpen =
    !isOwnRequest(booking.consumer.id, booking.provider.account.id) &&
    isReviewOpen(toSnapshot(booking, reviews), side, atMs);
  const facts = { ...NO_WINDOW, review_open: isOpen };
  if (decide(BOOKING_LIFECYCLE, booking.status, 'review', side, facts).allowed) return;
  throw refusal(
    bookingRefusal(booking.status, 'review'),
    `the booking is ${booking.status} and takes no review of this side`,
  );
}

function createReview(
  em: EntityManager,
  booking: Booking,
  { reviewId, side, atMs }: Pick<SubmitReview & BookingAt, 'reviewId' | 'side' | 'atMs'>,
  { rating, comment, breakdown }: ReviewPayload,
): Review {
  const { consumer, provider } = booking;
  const [author, subject] = side === 'consumer' ? [consumer, provider.account] : [provider.account, consumer];
  const review = em.create(Review, {
    id: reviewId,
    booking,
    side,
    author,
    subject,
    provider,
    rating,
    comment,
    ...breakdown,
    createdAt: new Date(atMs),
  });
  em.persist(review);
  return review;
}

function reviewsOf(em: EntityManager, bookingId: string): Promise<Review[]> {
  return em.find(Review, { booking: bookingId });
}

function toSnapshot({ completedAt, scheduledEnd }: Booking, reviews: readonly Review[]): ReviewSnapshot {
  const atMs = (side: Review['side']): number | null =>
    reviews.find((review) => review.side === side)?.createdAt.getTime() ?? null;
  return {
    completedAtMs: (completedAt ?? scheduledEnd).getTime(),
    consumerAtMs: atMs('consumer'),
    providerAtMs: atMs('provider'),
    publishedAtMs: reviews.find(({ publishedAt }) => publishedAt)?.publishedAt?.getTime() ?? null,
  };
}

function tell({ id, request, status }: Booking, accountId: string, change: BookingChange): Told {
  return { accountId, type: 'booking:updated', payload: { bookingId: id, requestId: request.id, status, change } };
}
