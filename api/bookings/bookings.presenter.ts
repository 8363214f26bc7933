import type { z } from 'zod';
import { Problem } from '#api/http/problem.ts';
import type { Moment, Reader } from '#api/shared/reader.ts';
import { requireAllowed } from '#api/shared/require-allowed.ts';
import type { Booking } from '#contracts/bookings.ts';
import type { ProblemCode } from '#contracts/problem.ts';
import { toInstant } from '#contracts/common.ts';
import { openWindows, outsideWindow, type BookingTimes } from '#domain/lifecycles/booking-windows.ts';
import { BOOKING_LIFECYCLE, type BookingCommand, type BookingGuard } from '#domain/lifecycles/booking.ts';
import { allowedCommands, type Facts, type Party } from '#domain/lifecycles/transitions.ts';
import { toMoney } from '#domain/money.ts';
import { quoteCancellation, type CancellationQuote } from '#domain/policy/cancellation.ts';
import { isReviewOpen } from '#domain/reviews.ts';
import { bookingWorkflowId } from '#workflows/booking/messages.ts';
import type { BookingRow } from './bookings.queries.ts';

type BookingView = z.input<typeof Booking>;
type Action = BookingView['allowedActions'][number];

const ACTIONS: readonly string[] = ['check_in', 'complete', 'cancel', 'review'] satisfies Action[];

/** A booking as one of its parties or an operator sees it. */
export function toBooking(row: BookingRow, side: Party, reader: Reader): BookingView {
  const { id, requestId, offerId, providerId, consumerId, serviceId, serviceName, timezone, policy, status } = row;
  const self = `/v1/bookings/${id}`;
  return {
    id,
    requestId,
    offerId,
    providerId,
    consumerId,
    serviceId,
    serviceName,
    scheduledStart: at(row.scheduledStart),
    scheduledEnd: at(row.scheduledEnd),
    timezone,
    location: locationOf(row, side),
    price: priceOf(row),
    ...contactsOf(row, side),
    cancellation: cancellationOf(row),
    completion: completionOf(row),
    policy,
    status,
    allowedActions: allowedBookingActions(row, side, reader),
    links: { self, timeline: `${self}/timeline`, ...reader.workflowLink(bookingWorkflowId(id)) },
    createdAt: at(row.createdAt),
  };
}

/** What this side may do with the booking now: the table says what, the booking's own policy whether it is too late. */
export function allowedBookingActions(row: BookingRow, side: Party, moment: Moment): Action[] {
  return allowedCommands(BOOKING_LIFECYCLE, row.status, side, bookingFacts(row, side, moment))
    .filter((command): command is Action => ACTIONS.includes(command))
    .filter((command) => command !== 'cancel' || quoteFor(row, side, moment.nowMs).tier !== 'blocked');
}

/** Throws the problem that the table, the time or the policy of the booking has with a command of this side. */
export function requireBookingAllowed(
  row: BookingRow,
  command: BookingCommand,
  side: Party,
  moment: Moment & { code?: ProblemCode },
): void {
  const { status } = row;
  const allowedActions = allowedBookingActions(row, side, moment);
  const times = timesOf(row, moment);
  requireAllowed({
    lifecycle: BOOKING_LIFECYCLE,
    status,
    command,
    side,
    facts: bookingFacts(row, side, moment),
    allowedActions,
    ...(moment.code && { code: moment.code }),
    explain: (guard) => {
      const outside = outsideWindow(guard, command, times);
      return outside && { code: 'outside_window', message: outside.message, info: outside.bounds };
    },
  });
}

/** Throws where the booking's policy lets this side not cancel any more. */
export function requireCancellable(row: BookingRow, side: Party, nowMs: number): void {
  if (quoteFor(row, side, nowMs).tier !== 'blocked') return;
  throw new Problem('cancellation_blocked', 'it is too late to cancel this booking');
}

function timesOf({ scheduledStart }: BookingRow, { checkInLeadMs }: Moment): BookingTimes {
  return { startMs: Date.parse(scheduledStart), checkInLeadMs };
}

/** What the table asks of a booking beyond its status, for this side now. */
export function bookingFacts(row: BookingRow, side: Party, moment: Moment): Facts<BookingGuard> {
  return {
    ...openWindows(timesOf(row, moment), moment.nowMs),
    review_open: isReviewOpenFor(row, side, moment.nowMs),
  };
}

function isReviewOpenFor(row: BookingRow, side: Party, nowMs: number): boolean {
  const { completedAt, consumerReviewedAt, providerReviewedAt, isWithOneself } = row;
  if (completedAt === null || side === 'admin' || isWithOneself) return false;
  const times = {
    completedAtMs: Date.parse(completedAt),
    consumerAtMs: consumerReviewedAt === null ? null : Date.parse(consumerReviewedAt),
    providerAtMs: providerReviewedAt === null ? null : Date.parse(providerReviewedAt),
  };
  return isReviewOpen(times, side, nowMs);
}

/** What cancelling would cost this side now. */
export function quoteFor(row: BookingRow, side: Party, nowMs: number): CancellationQuote {
  return quoteCancellation(row.policy, priceOf(row), Date.parse(row.scheduledStart), nowMs, side);
}

/** Only a booking that stands shows the parties where to meet; operators still see it afterwards. */
function locationOf(row: BookingRow, side: Party): BookingView['location'] {
  const isHidden = row.status === 'cancelled' && side !== 'admin';
  const [address, instructions] = isHidden ? [null, null] : [row.locationAddress, row.locationInstructions];
  return { type: row.locationType, address, instructions };
}

/** Only a booking that stands shows a party how to reach the other; its own details and the names stay. */
function contactsOf(row: BookingRow, side: Party): Pick<BookingView, 'provider' | 'consumer'> {
  const hiddenFrom = (other: Party): boolean => row.status === 'cancelled' && side === other;
  const provider = { name: row.providerName, email: row.providerEmail, phone: row.providerPhone };
  const consumer = { name: row.consumerName, email: row.consumerEmail, phone: null };
  return {
    provider: hiddenFrom('consumer') ? { ...provider, email: null, phone: null } : provider,
    consumer: hiddenFrom('provider') ? { ...consumer, email: null, phone: null } : consumer,
  };
}

function priceOf(row: BookingRow) {
  return toMoney(row.priceAmount, row.priceCurrency);
}

function cancellationOf(row: BookingRow): BookingView['cancellation'] {
  if (row.cancelledAt === null || row.cancelledBy === null) return null;
  const fee = toMoney(row.cancelFee ?? 0, row.priceCurrency);
  return { at: at(row.cancelledAt), by: row.cancelledBy, reason: row.cancelReason, fee };
}

function completionOf(row: BookingRow): BookingView['completion'] {
  if (row.completedAt === null) return null;
  return {
    at: at(row.completedAt),
    actualDurationMinutes: row.actualDurationMinutes,
    finalPrice: toMoney(row.finalPriceAmount ?? row.priceAmount, row.priceCurrency),
    notes: row.completionNotes,
  };
}

function at(moment: string): string {
  return toInstant(new Date(moment));
}
