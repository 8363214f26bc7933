import { continueAsNew, patched, setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { BookingActivities } from '../../activities/booking/booking.activities.ts';
import type { BookingAction, BookingSnapshot } from '../../activities/booking/snapshot.ts';
import { openWindows, outsideWindow } from '#domain/lifecycles/booking-windows.ts';
import { BOOKING_LIFECYCLE, bookingRefusal, type BookingStatus } from '#domain/lifecycles/booking.ts';
import { isFinal } from '#domain/lifecycles/transitions.ts';
import { cancellationTier } from '#domain/policy/cancellation.ts';
import { createAgenda, type Due } from '../shared/agenda.ts';
import { STATUS } from '../shared/attributes.ts';
import { untilLoaded } from '../shared/faults.ts';
import { proxyFacts } from '../shared/facts.ts';
import { createInbox } from '../shared/inbox.ts';
import { mustReload } from '../shared/out-of-date.ts';
import { refusal } from '../shared/refusal.ts';
import { renewIfLong } from '../shared/renewal.ts';
import { refuseUnless } from '../shared/refuse.ts';
import {
  cancelBooking,
  checkInBooking,
  completeBooking,
  submitReview,
  type BookingCommand,
  type BookingInput,
} from './messages.ts';
import { createReviewWindow } from './review-window.ts';

const facts = proxyFacts<BookingActivities>();

/** Carries one booking from its confirmation to its end and, once it is completed, to the end of its time for reviews. */
export async function bookingWorkflow({ bookingId }: BookingInput): Promise<BookingStatus> {
  let known: BookingSnapshot | undefined;
  const reviews = createReviewWindow(facts, bookingId);
  const agenda = createAgenda(reload);
  const inbox = createInbox(async (failure) => {
    if (mustReload(failure)) await reload(); // Postgres knows better
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
  setHandler(
    submitReview,
    (command) => {
      const askedAtMs = Date.now();
      return inbox.ask(() => reviews.submit(command, askedAtMs));
    },
    { validator: ({ side }) => check('review', side) },
  );

  await untilLoaded(async () => know(await facts.openBooking(bookingId)), inbox);
  while (known && !isFinal(BOOKING_LIFECYCLE, known.status)) {
    if (await renewed(() => !isFinal(BOOKING_LIFECYCLE, statusOf(known)))) continue;
    await doNext({
      atMs: known.autoCompleteAtMs,
      summary: 'completes by itself',
      act: async () => know(await facts.completeUnattended({ bookingId, atMs: Date.now() })),
    });
  }
  // Runs of 0.1 ended here. The condition can go with the kept histories of 0.1 once no run of it is left: in 0.3.
  if (statusOf(known) === 'completed' && patched('review-window')) await takeReviews();
  await inbox.drain();
  return statusOf(known);

  async function takeReviews(): Promise<void> {
    await untilLoaded(() => reviews.load(), inbox);
    while (!reviews.isOver()) {
      if (await renewed(() => !reviews.isOver())) continue;
      await doNext(reviews.nextDue());
    }
  }

  /** Carries out one command, or what the booking does by itself if its time comes first. */
  async function doNext(due: Due): Promise<void> {
    const next = agenda.first([due]);
    if ((await inbox.next(next.atMs, next.summary, () => false)) === 'deadline') await agenda.carryOut(next);
  }

  async function reload(): Promise<void> {
    know(await facts.openBooking(bookingId));
    if (reviews.isLoaded()) await reviews.load();
  }

  /** A new run of a booking knows from Postgres where it stands, its time for reviews included. */
  function renewed(isAlive: () => boolean): Promise<boolean> {
    const renew = () => (isAlive() ? continueAsNew<typeof bookingWorkflow>({ bookingId }) : undefined);
    return renewIfLong(inbox, { commandsPerRun: known?.commandsPerRun, continuedBefore: false }, renew);
  }

  async function carryOut(action: BookingAction, command: BookingCommand): Promise<BookingStatus> {
    know(await facts.changeBooking({ ...command, action, bookingId, atMs: Date.now() }));
    return statusOf(known);
  }

  /** May run before the booking is loaded; the activity has the last word. */
  function check(action: BookingAction | 'review', side: BookingCommand['side']): void {
    if (!known) return;
    const { status, startMs, policy, checkInLeadMs = Infinity } = known;
    const times = { startMs, checkInLeadMs };
    const review_open = side !== 'admin' && reviews.isOpenFor(side);
    const code = bookingRefusal(status, action);
    const now = { ...openWindows(times, Date.now()), review_open };
    refuseUnless(BOOKING_LIFECYCLE, status, action, side, now, code, (guard) => {
      const outside = outsideWindow(guard, action, times);
      return outside && { code: 'outside_window', message: outside.message, info: outside.bounds };
    });
    if (action === 'cancel' && policy && cancellationTier(policy, startMs, Date.now(), side) === 'blocked') {
      throw refusal('cancellation_blocked', 'it is too late to cancel this booking');
    }
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
