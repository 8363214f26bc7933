import type { BookingStatus } from '#domain/lifecycles/booking.ts';
import type { EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import type { OfferStatus } from '#domain/lifecycles/offer.ts';
import type { RequestStatus } from '#domain/lifecycles/request.ts';
import type { TurnStatus } from '#domain/lifecycles/turn.ts';

/** How a status is meant: nothing to do, in motion, good, somebody should look, over without success. */
export type Tone = 'neutral' | 'active' | 'good' | 'attention' | 'ended';

/** How a status is shown: never by its colour alone. */
export interface StatusLook {
  readonly word: string;
  readonly tone: Tone;
}

/** Every status of every aggregate; a new one does not compile until it has a word. */
export const STATUS_LOOKS = {
  request: {
    pending: { word: 'Sent', tone: 'active' },
    matching: { word: 'Finding providers', tone: 'active' },
    offers_received: { word: 'Offers in', tone: 'attention' },
    booked: { word: 'Booked', tone: 'good' },
    expired: { word: 'Expired', tone: 'ended' },
    cancelled: { word: 'Cancelled', tone: 'ended' },
  } satisfies Record<RequestStatus, StatusLook>,
  offer: {
    pending: { word: 'Open', tone: 'active' },
    accepted: { word: 'Accepted', tone: 'good' },
    declined: { word: 'Declined', tone: 'ended' },
    expired: { word: 'Expired', tone: 'ended' },
    withdrawn: { word: 'Withdrawn', tone: 'ended' },
    superseded: { word: 'Another was chosen', tone: 'ended' },
  } satisfies Record<OfferStatus, StatusLook>,
  booking: {
    confirmed: { word: 'Confirmed', tone: 'good' },
    in_progress: { word: 'In progress', tone: 'active' },
    completed: { word: 'Completed', tone: 'neutral' },
    cancelled: { word: 'Cancelled', tone: 'ended' },
    no_show: { word: 'No-show', tone: 'ended' },
  } satisfies Record<BookingStatus, StatusLook>,
  enrollment: {
    draft: { word: 'Draft', tone: 'neutral' },
    pending: { word: 'Being checked', tone: 'active' },
    pending_verification: { word: 'Waiting for review', tone: 'active' },
    verified: { word: 'Verified', tone: 'good' },
    rejected: { word: 'Not accepted', tone: 'attention' },
  } satisfies Record<EnrollmentStatus, StatusLook>,
  turn: {
    queued: { word: 'Waiting', tone: 'active' },
    running: { word: 'Writing', tone: 'active' },
    succeeded: { word: 'Answered', tone: 'good' },
    failed: { word: 'Failed', tone: 'attention' },
  } satisfies Record<TurnStatus, StatusLook>,
  account: {
    active: { word: 'Active', tone: 'good' },
    suspended: { word: 'Suspended', tone: 'attention' },
  },
} as const;

/** An aggregate that has statuses. */
export type StatusKind = keyof typeof STATUS_LOOKS;

/** The statuses of an aggregate. */
export type StatusOf<Kind extends StatusKind> = keyof (typeof STATUS_LOOKS)[Kind];

/** How a status of an aggregate is shown. */
export function lookOf<Kind extends StatusKind>(kind: Kind, status: StatusOf<Kind>): StatusLook {
  return (STATUS_LOOKS[kind] as Record<StatusOf<Kind>, StatusLook>)[status];
}
