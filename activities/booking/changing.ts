import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking } from '#db/entities/booking.entity.ts';
import { isRecorded, recordFacts } from '#db/facts.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { requestRun, runOf } from '#db/request-runs.ts';
import { takePayload, type BookingPayload } from '#db/payloads.ts';
import { inTransaction } from '#db/transaction.ts';
import { openWindows, outsideWindow } from '#domain/lifecycles/booking-windows.ts';
import { BOOKING_LIFECYCLE, type BookingCommand as Move } from '#domain/lifecycles/booking.ts';
import { decide, isFinal, type Side } from '#domain/lifecycles/transitions.ts';
import { toMoney } from '#domain/money.ts';
import { quoteCancellation } from '#domain/policy/cancellation.ts';
import type { BookingCommand } from '#workflows/booking/messages.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import type { BookingAction, BookingAt, BookingDependencies, BookingSettings, BookingSnapshot } from './snapshot.ts';
import { toSnapshot } from './opening.ts';

const EVENT_TYPE = {
  check_in: 'booking.checked_in',
  complete: 'booking.completed',
  cancel: 'booking.cancelled',
} as const satisfies Record<BookingAction, string>;

/** Checks in, completes or cancels; a cancellation also tells the request's workflow that its booking is lost. */
export async function changeBooking(
  { orm, settings }: BookingDependencies,
  command: BookingCommand & BookingAt & { action: BookingAction },
): Promise<BookingSnapshot> {
  const { bookingId, commandId, action, side, actorId, atMs } = command;
  const key = `${commandId} ${action}`;
  return inTransaction(orm, async (em) => {
    const booking = await lockBooking(em, bookingId);
    if (await isRecorded(em, key)) return toSnapshot(booking, settings);
    const from = booking.status;
    move(booking, action, side, { ...settings, atMs });
    const payload = await takePayload<BookingPayload>(em, command.payloadId);
    if (action === 'cancel') cancel(em, booking, payload, side, atMs);
    if (action === 'complete') complete(booking, payload, atMs);
    const note = action === 'cancel' ? payload.reason : payload.notes;
    await record(em, booking, { key, type: EVENT_TYPE[action], from, side, actorId, note, atMs });
    return toSnapshot(booking, settings);
  });
}

/** The end is long past and nobody said otherwise. */
export async function completeUnattended(
  { orm, settings }: BookingDependencies,
  { bookingId, atMs }: BookingAt,
): Promise<BookingSnapshot> {
  return inTransaction(orm, async (em) => {
    const booking = await lockBooking(em, bookingId);
    const from = booking.status;
    if (!isFinal(BOOKING_LIFECYCLE, from)) {
      move(booking, 'auto_complete', 'system', { ...settings, atMs });
      complete(booking, {}, atMs);
      const key = `booking/${bookingId} auto_complete`;
      await record(em, booking, { key, type: 'booking.completed', from, side: 'system', atMs });
    }
    return toSnapshot(booking, settings);
  });
}

/** The booking's row, locked until the transaction ends, with its provider and its request. */
export async function lockBooking(em: EntityManager, bookingId: string): Promise<Booking> {
  const booking = await em.findOneOrFail(Booking, bookingId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  await em.populate(booking, ['provider', 'request']);
  return booking;
}

/** Moves a locked booking along its table at the workflow's time, or refuses; reviews are another matter. */
function move(
  booking: Booking,
  command: Move,
  side: Side,
  { checkInLeadMs, atMs }: BookingSettings & { atMs: number },
): void {
  const times = { startMs: booking.scheduledStart.getTime(), checkInLeadMs };
  const facts = { ...openWindows(times, atMs), review_open: false };
  const decision = decide(BOOKING_LIFECYCLE, booking.status, command, side, facts);
  if (decision.allowed) {
    booking.status = decision.transition.to;
    return;
  }
  const { refusal: why } = decision;
  const outside = why.kind === 'guard' ? outsideWindow(why.guard, command, times) : undefined;
  if (outside) throw refusal('outside_window', outside.message, outside.bounds);
  throw refusal('invalid_transition', `the booking is ${booking.status}`);
}

function cancel(
  em: EntityManager,
  booking: Booking,
  { reason }: Partial<BookingPayload>,
  side: Side,
  atMs: number,
): void {
  const by = side === 'system' ? 'admin' : side;
  const price = toMoney(booking.priceAmount, booking.priceCurrency);
  const { tier, fee } = quoteCancellation(booking.policy, price, booking.scheduledStart.getTime(), atMs, by);
  if (tier === 'blocked') throw refusal('cancellation_blocked', 'it is too late to cancel this booking');
  em.assign(booking, {
    cancelledAt: new Date(atMs),
    cancelledBy: by,
    cancelReason: reason ?? null,
    cancelFee: fee.amount,
  });
  const run = { ...runOf(booking.request), status: 'booked' } as const;
  const input = { bookingId: booking.id, by };
  enqueueWorkflow(em, requestRun(run, { name: 'bookingLost', input, because: 'its booking was lost' }));
}

function complete(booking: Booking, payload: Partial<BookingPayload>, atMs: number): void {
  booking.completedAt = new Date(atMs);
  booking.actualDurationMinutes = payload.actualDurationMinutes ?? null;
  booking.finalPriceAmount = payload.finalPriceAmount ?? booking.priceAmount;
  booking.completionNotes = payload.notes ?? null;
  booking.provider.completedBookings += 1;
}

interface Change {
  key: string;
  type: string;
  from: string;
  side: Side;
  actorId?: string;
  note?: string | undefined;
  atMs: number;
}

async function record(em: EntityManager, booking: Booking, change: Change): Promise<void> {
  const payload = { bookingId: booking.id, requestId: booking.request.id, status: booking.status };
  const isCompleted = booking.status === 'completed';
  const types = isCompleted ? (['booking:updated', 'review:requested'] as const) : (['booking:updated'] as const);
  await recordFacts(em, [
    {
      ...change,
      aggregate: 'booking',
      aggregateId: booking.id,
      requestId: booking.request.id,
      bookingId: booking.id,
      to: booking.status,
      tell: [booking.consumer.id, booking.provider.account.id].flatMap((accountId) =>
        types.map((type) => ({ accountId, type, payload })),
      ),
    },
  ]);
}
