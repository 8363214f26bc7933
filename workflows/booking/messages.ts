import { defineUpdate } from '@temporalio/workflow';
import type { BookingStatus } from '#domain/lifecycles/booking.ts';
import type { ReviewSide } from '#domain/reviews.ts';
import type { Command, Party } from '../shared/command.ts';

/** The type of the workflow that owns one booking from its confirmation to its end. */
export const BOOKING_WORKFLOW = 'bookingWorkflow';

/** One execution per booking. */
export const bookingWorkflowId = (bookingId: string): string => `booking/${bookingId}`;

export interface BookingInput {
  bookingId: string;
}

export interface BookingCommand extends Command {
  side: Party;
}

export interface SubmitReview extends BookingCommand {
  /** The id that the review gets; what is said stands in the payload. */
  reviewId: string;
  side: ReviewSide;
}

/** The work has begun. */
export const checkInBooking = defineUpdate<BookingStatus, [BookingCommand]>('checkInBooking');
/** The work is done; duration, price and notes stand in the payload. */
export const completeBooking = defineUpdate<BookingStatus, [BookingCommand]>('completeBooking');
/** Called off; the fee is what the booking's policy says at this moment. */
export const cancelBooking = defineUpdate<BookingStatus, [BookingCommand]>('cancelBooking');
/** One side says how it was, once; both reviews appear together, or the first alone after a week. */
export const submitReview = defineUpdate<{ reviewId: string }, [SubmitReview]>('submitReview');
