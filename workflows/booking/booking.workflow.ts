import { proxyLocalActivities, setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { BookingActivities } from '../../activities/booking/booking.activities.ts';
import type { BookingAction, BookingSnapshot } from '../../activities/booking/snapshot.ts';
import { BOOKING_LIFECYCLE, type BookingStatus } from '#domain/lifecycles/booking.ts';
import { isFinal } from '#domain/lifecycles/transitions.ts';
import { STATUS } from '../shared/attributes.ts';
import { createInbox } from '../shared/inbox.ts';
import { isOutOfDate } from '../shared/out-of-date.ts';
import { refuseUnless } from '../shared/refuse.ts';
import { cancelBooking, checkInBooking, completeBooking, type BookingCommand, type BookingInput } from './messages.ts';

// A fact is a few milliseconds of SQL. It is tried until Postgres is back: what was accepted must become true.
const facts = proxyLocalActivities<BookingActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '10s' },
});

/** Carries one booking from its confirmation to its end; without a word from anybody it completes by itself. */
export async function bookingWorkflow({ bookingId }: BookingInput): Promise<BookingStatus> {
  let known: BookingSnapshot | undefined;
  const inbox = createInbox(async (failure) => {
    if (isOutOfDate(failure)) know(await facts.openBooking(bookingId)); // Postgres knows better
  });

  setHandler(checkInBooking, (command) => inbox.ask(() => carryOut('check_in', command)), {
    validator: ({ side }) => check('check_in', side),
  });
  setHandler(completeBooking, (command) => inbox.ask(() => carryOut('complete', command)), {
    validator: ({ side }) => check('complete', side),
  });
  setHandler(cancelBooking, (command) => inbox.ask(() => carryOut('cancel', command)), {
    validator: ({ side }) => check('cancel', side),
  });

  know(await facts.openBooking(bookingId));
  while (known && !isFinal(BOOKING_LIFECYCLE, known.status)) {
    if ((await inbox.next(known.autoCompleteAtMs, 'completes by itself', () => false)) === 'wish') continue;
    know(await facts.completeUnattended({ bookingId, atMs: Date.now() }));
  }
  await inbox.drain();
  return statusOf(known);

  async function carryOut(action: BookingAction, command: BookingCommand): Promise<BookingStatus> {
    know(await facts.changeBooking({ ...command, action, bookingId, atMs: Date.now() }));
    return statusOf(known);
  }

  /** May run before the booking is loaded; the activity has the last word. */
  function check(action: BookingAction, side: BookingCommand['side']): void {
    if (known) refuseUnless(BOOKING_LIFECYCLE, known.status, action, side, {});
  }

  function know(snapshot: BookingSnapshot): void {
    if (known?.status !== snapshot.status) upsertSearchAttributes([{ key: STATUS, value: snapshot.status }]);
    known = snapshot;
    setCurrentDetails(`**${snapshot.status}** · ends ${new Date(snapshot.endMs).toISOString()}`);
  }
}

const statusOf = (snapshot: BookingSnapshot | undefined): BookingStatus => {
  if (!snapshot) throw new Error('the booking is not loaded');
  return snapshot.status;
};
