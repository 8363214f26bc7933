import type { RefusalCode } from '../refusals.ts';
import type { BookingWindow } from './booking-windows.ts';
import type { Lifecycle } from './transitions.ts';

export const BOOKING_STATUSES = ['confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'] as const;
/** Where a booking stands. */
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** The states in which a booking holds its slot; the database's exclusion constraint counts the same ones. */
export const LIVE_BOOKING_STATUSES = ['confirmed', 'in_progress'] as const satisfies readonly BookingStatus[];

/** The states in which a booking takes its provider's time: work that is done has been done, and counts for its day. */
export const BUSY_BOOKING_STATUSES = [
  ...LIVE_BOOKING_STATUSES,
  'completed',
] as const satisfies readonly BookingStatus[];

export const BOOKING_COMMANDS = ['check_in', 'complete', 'cancel', 'auto_complete', 'review'] as const;
/** What can be asked of a booking. */
export type BookingCommand = (typeof BOOKING_COMMANDS)[number];

/** Conditions on a booking that its status does not tell: whether it is time, and whether the side can still review. */
export type BookingGuard = BookingWindow | 'review_open';

type Move = (typeof BOOKING_LIFECYCLE)['transitions'][number];

/** The life of a booking. */
export const BOOKING_LIFECYCLE: Lifecycle<BookingStatus, BookingCommand, BookingGuard> = {
  name: 'Booking',
  statuses: BOOKING_STATUSES,
  start: 'confirmed',
  transitions: [
    {
      from: 'confirmed',
      to: 'in_progress',
      command: 'check_in',
      by: ['provider'],
      guard: 'check_in_open',
      meaning:
        'the provider says that the work begins, at the earliest an hour (`PROXIE_CHECK_IN_LEAD`) before its start',
    },
    ...LIVE_BOOKING_STATUSES.map((from): Move => ({
      from,
      to: 'completed',
      command: 'complete',
      by: ['provider'],
      guard: 'started',
      meaning: 'the provider says that the work is done, from its start on',
    })),
    {
      from: 'confirmed',
      to: 'cancelled',
      command: 'cancel',
      by: ['consumer', 'provider'],
      guard: 'not_started',
      meaning: 'called off by a party before its start; afterwards it is a matter of who did not come',
    },
    {
      from: 'confirmed',
      to: 'cancelled',
      command: 'cancel',
      by: ['admin'],
      meaning: 'called off by an operator, at any time',
    },
    { from: 'in_progress', to: 'cancelled', command: 'cancel', by: ['admin'], meaning: 'stopped by an operator' },
    ...LIVE_BOOKING_STATUSES.map((from): Move => ({
      from,
      to: 'completed',
      command: 'auto_complete',
      by: ['system'],
      meaning: 'its end is a day past and nobody said otherwise',
    })),
    {
      from: 'completed',
      to: 'completed',
      command: 'review',
      by: ['consumer', 'provider'],
      guard: 'review_open',
      meaning: 'a party says how it was; both reviews appear together',
    },
  ],
};

/** The code with which a booking in this state refuses a command that its table does not allow. */
export const bookingRefusal = (status: BookingStatus, command: BookingCommand): RefusalCode =>
  command === 'review' && status === 'completed' ? 'review_closed' : 'invalid_transition';
