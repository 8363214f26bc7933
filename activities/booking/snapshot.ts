import type { Orm } from '#db/transaction.ts';
import type { BookingStatus } from '#domain/lifecycles/booking.ts';
import type { CancellationPolicy } from '#domain/policy/cancellation.ts';
import type { ReviewTimes } from '#domain/reviews.ts';

/** A booking as Postgres has it, in decisions and times. */
export interface BookingSnapshot {
  status: BookingStatus;
  startMs: number;
  endMs: number;
  autoCompleteAtMs: number;
  /** After so many commands a run continues as new. */
  commandsPerRun: number;
  /** How long before the start the provider may check in; snapshots of 0.1 did not say. */
  checkInLeadMs?: number;
  /** What cancelling costs, and when it is blocked; snapshots of 0.1 did not say. */
  policy?: CancellationPolicy;
}

/** When a completed booking was reviewed, as Postgres has it. Who has said what stays there. */
export interface ReviewSnapshot extends ReviewTimes {
  /** When what was written has appeared. */
  publishedAtMs: number | null;
}

/** What parties and operators may do to a booking. */
export type BookingAction = 'check_in' | 'complete' | 'cancel';

/** What every write needs: which booking, and the workflow's time. */
export interface BookingAt {
  bookingId: string;
  atMs: number;
}

/** What of a booking's life is configuration. */
export interface BookingSettings {
  autoCompleteMs: number;
  checkInLeadMs: number;
  commandsPerRun: number;
}

export interface BookingDependencies {
  orm: Orm;
  settings: BookingSettings;
}
