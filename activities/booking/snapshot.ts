import type { Orm } from '#db/transaction.ts';
import type { BookingStatus } from '#domain/lifecycles/booking.ts';

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
