import type { BookingCommand, SubmitReview } from '#workflows/booking/messages.ts';
import { changeBooking, completeUnattended } from './changing.ts';
import { openBooking } from './opening.ts';
import { openReviews, publishReviews, submitReview } from './reviews.ts';
import type { BookingAction, BookingAt, BookingDependencies, BookingSnapshot, ReviewSnapshot } from './snapshot.ts';

/** The facts of a booking's life, one transaction each; every one may run twice with the same command. */
export function createBookingActivities(dependencies: BookingDependencies) {
  return {
    openBooking: (bookingId: string): Promise<BookingSnapshot> => openBooking(dependencies, bookingId),
    changeBooking: (command: BookingCommand & BookingAt & { action: BookingAction }): Promise<BookingSnapshot> =>
      changeBooking(dependencies, command),
    completeUnattended: (at: BookingAt): Promise<BookingSnapshot> => completeUnattended(dependencies, at),
    openReviews: (bookingId: string): Promise<ReviewSnapshot> => openReviews(dependencies, bookingId),
    submitReview: (command: SubmitReview & BookingAt): Promise<ReviewSnapshot> => submitReview(dependencies, command),
    publishReviews: (at: BookingAt): Promise<ReviewSnapshot> => publishReviews(dependencies, at),
  };
}
export type BookingActivities = ReturnType<typeof createBookingActivities>;
