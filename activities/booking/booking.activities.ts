import type { Orm } from '#db/transaction.ts';
import type { BookingStatus } from '#domain/lifecycles/booking.ts';
import type { BookingCommand } from '#workflows/booking/messages.ts';
import { changeBooking, completeUnattended } from './changing.ts';
import { openBooking } from './opening.ts';

/** A booking as Postgres has it, in decisions and times. */
export interface BookingSnapshot {
  status: BookingStatus;
  startMs: number;
  endMs: number;
  autoCompleteAtMs: number;
}

/** What parties and operators may do to a booking. */
export type BookingAction = 'check_in' | 'complete' | 'cancel';

/** What every write needs: which booking, and the workflow's time. */
export interface BookingAt {
  bookingId: string;
  atMs: number;
}

export interface BookingDependencies {
  orm: Orm;
  settings: { autoCompleteMs: number };
}

/** The facts of a booking's life, one transaction each; every one may run twice with the same command. */
export function createBookingActivities(dependencies: BookingDependencies) {
  return {
    openBooking: (bookingId: string): Promise<BookingSnapshot> => openBooking(dependencies, bookingId),
    changeBooking: (command: BookingCommand & BookingAt & { action: BookingAction }): Promise<BookingSnapshot> =>
      changeBooking(dependencies, command),
    completeUnattended: (at: BookingAt): Promise<BookingSnapshot> => completeUnattended(dependencies, at),
  };
}
export type BookingActivities = ReturnType<typeof createBookingActivities>;
