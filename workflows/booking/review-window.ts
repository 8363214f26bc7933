import type { BookingActivities } from '../../activities/booking/booking.activities.ts';
import type { ReviewSnapshot } from '../../activities/booking/snapshot.ts';
import { isReviewOpen, reviewsAppearAtMs, reviewsCloseAtMs, type ReviewSide } from '#domain/reviews.ts';
import type { Due } from '../shared/agenda.ts';
import type { SubmitReview } from './messages.ts';

/** The time after completion in which both sides review a booking. */
export interface ReviewWindow {
  /** Reads what there is: again, when Postgres turned out to know better. */
  load(): Promise<void>;
  isLoaded(): boolean;
  /** True when nothing is waited for any more: what was written has appeared, or nobody has written anything in time. */
  isOver(): boolean;
  /** What happens by itself: the first review appears alone, or the time for a first one is over. */
  nextDue(): Due;
  /** Before it is loaded it says yes: the activity has the last word. */
  isOpenFor(side: ReviewSide): boolean;
  /** Writes a review as of the moment at which it was accepted, however long it had to wait. */
  submit(command: SubmitReview, askedAtMs: number): Promise<{ reviewId: string }>;
}

/** The window of one booking, closed until it is loaded. */
export function createReviewWindow(
  facts: Pick<BookingActivities, 'openReviews' | 'submitReview' | 'publishReviews'>,
  bookingId: string,
): ReviewWindow {
  let known: ReviewSnapshot | undefined;
  return {
    async load() {
      known = await facts.openReviews(bookingId);
    },
    isLoaded: () => known !== undefined,
    isOver: () => {
      if (!known) return false;
      return known.publishedAtMs !== null || (reviewsAppearAtMs(known) === null && nextOf(known) <= Date.now());
    },
    nextDue: () => ({
      atMs: known ? nextOf(known) : Date.now(),
      summary: 'reviews appear, or none come',
      act: pass,
    }),
    isOpenFor: (side) => !known || isReviewOpen(known, side, Date.now()),
    async submit(command, askedAtMs) {
      known = await facts.submitReview({ ...command, bookingId, atMs: askedAtMs });
      return { reviewId: command.reviewId };
    },
  };

  async function pass(): Promise<void> {
    if (!known || reviewsAppearAtMs(known) === null) return; // nobody has written, and now nobody will
    known = await facts.publishReviews({ bookingId, atMs: Date.now() });
  }
}

const nextOf = (known: ReviewSnapshot): number => reviewsAppearAtMs(known) ?? reviewsCloseAtMs(known);
