import type { UpdateDefinition } from '@temporalio/common';
import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { route, type Route } from '#api/http/route.ts';
import { momentOf, readerOf } from '#api/shared/reader.ts';
import { Booking, CompleteBooking } from '#contracts/bookings.ts';
import { BOOKING_EXAMPLE } from '#contracts/examples.ts';
import { BookingId } from '#contracts/ids.ts';
import { CancelWithReason } from '#contracts/requests.ts';
import type { BookingPayload } from '#db/payloads.ts';
import type { BookingStatus } from '#domain/lifecycles/booking.ts';
import { cancelBooking, checkInBooking, completeBooking, type BookingCommand } from '#workflows/booking/messages.ts';
import type { SeenBooking } from './bookings.policy.ts';
import { requireBookingAllowed, requireCancellable, toBooking } from './bookings.presenter.ts';
import { findBooking, type BookingRow } from './bookings.queries.ts';

const params = z.strictObject({ id: BookingId });
const common = { tags: ['bookings'], rateClass: 'bookings', idempotency: 'optional', method: 'post' } as const;
const example: z.input<typeof Booking> = { ...Booking.parse(BOOKING_EXAMPLE), allowedActions: [] };
const completion: typeof example.completion = {
  at: '2026-03-03T10:05:00.000Z',
  actualDurationMinutes: 55,
  finalPrice: example.price,
  notes: 'Went well.',
};
const cancellation: typeof example.cancellation = {
  at: '2026-03-02T20:00:00.000Z',
  by: 'consumer',
  reason: 'My plans have changed.',
  fee: { amount: 2250, currency: 'USD' },
};

/** What the parties do with a booking; each answers with the booking as it stands afterwards. */
export function bookingCommandRoutes(deps: ApiDeps): Route[] {
  const carryOut = createSender(deps);
  return [...workRoutes(carryOut), ...cancelRoutes(carryOut)];
}

type Sender = ReturnType<typeof createSender>;

function workRoutes(carryOut: Sender): Route[] {
  return [
    route({
      ...common,
      operationId: 'checkInBooking',
      summary: 'Say that the work has begun',
      description:
        'For the provider of a confirmed booking, from an hour before its start on (or as the installation says); it is then ' +
        'in progress. Earlier it is a 409 `outside_window` that says from when.',
      path: '/v1/bookings/:id/check-in',
      access: { roles: ['provider'], owner: 'bookingProvider' },
      params,
      success: { status: 200, schema: Booking },
      example: { answer: { ...example, status: 'in_progress', allowedActions: ['complete'] } },
      problems: ['invalid_transition', 'outside_window'],
      handle: ({ actor, resource, commandId }) =>
        carryOut(actor, resource, { commandId, command: 'check_in', update: checkInBooking }),
    }),
    route({
      ...common,
      operationId: 'completeBooking',
      summary: 'Say that the work is done',
      description:
        'For the provider, from the start of the booking on; earlier it is a 409 `outside_window` that says from when. The ' +
        'final price is the agreed one unless another is given, in the same currency.',
      path: '/v1/bookings/:id/complete',
      access: { roles: ['provider'], owner: 'bookingProvider' },
      params,
      body: CompleteBooking,
      success: { status: 200, schema: Booking },
      example: { answer: { ...example, status: 'completed', completion, allowedActions: ['review'] } },
      problems: ['invalid_transition', 'outside_window'],
      handle({ actor, resource, body: { notes, actualDurationMinutes, finalPrice }, commandId }) {
        if (finalPrice) requireCurrency(resource.row, finalPrice.currency);
        const payload = {
          ...(notes !== undefined && { notes }),
          ...(actualDurationMinutes !== undefined && { actualDurationMinutes }),
          ...(finalPrice && { finalPriceAmount: finalPrice.amount }),
        };
        return carryOut(actor, resource, { commandId, command: 'complete', update: completeBooking, payload });
      },
    }),
  ];
}

function cancelRoutes(carryOut: Sender): Route[] {
  return [
    route({
      ...common,
      operationId: 'cancelBooking',
      summary: 'Cancel a booking',
      description:
        'For either party until the start, and for operators until it is done. After the start it is a matter of no-show: a ' +
        '409 `outside_window` says until when it was possible. The fee is what the cancel ' +
        'quote says; only the consumer ever pays one. A booking that its provider cancels puts the request back to matching.',
      path: '/v1/bookings/:id/cancel',
      access: { owner: 'bookingParty' },
      params,
      body: CancelWithReason,
      success: { status: 200, schema: Booking },
      example: { answer: { ...example, status: 'cancelled', cancellation } },
      problems: ['invalid_transition', 'outside_window', 'cancellation_blocked'],
      handle: ({ actor, resource, body: { reason }, commandId }) =>
        carryOut(actor, resource, { commandId, command: 'cancel', update: cancelBooking, payload: { reason } }),
    }),
  ];
}

interface Order {
  commandId: string;
  command: 'check_in' | 'complete' | 'cancel';
  update: UpdateDefinition<BookingStatus, [BookingCommand]>;
  payload?: Partial<BookingPayload>;
}

/** Sends a command to the booking's run and reads the booking again. */
function createSender(deps: ApiDeps) {
  const { orm, commands } = deps;
  return async (actor: Actor, { row, side }: SeenBooking, { commandId, command, update, payload }: Order) => {
    const { id } = row;
    const isThere = payload && Object.keys(payload).length > 0;
    const order = { commandId, actorId: actor.id, side, payload: isThere ? payload : undefined };
    await commands.onBooking(id, update, order, () => {
      const moment = momentOf(deps);
      requireBookingAllowed(row, command, side, moment);
      if (command === 'cancel') requireCancellable(row, side, moment.nowMs);
    });
    return toBooking((await findBooking(orm, id)) ?? row, side, readerOf(deps, actor));
  };
}

function requireCurrency({ priceCurrency }: BookingRow, currency: string): void {
  if (currency === priceCurrency) return;
  const path = '/finalPrice/currency';
  const errors = [{ in: 'body', path, message: `expected ${priceCurrency}, the currency of the booking` } as const];
  throw new Problem('validation_failed', 'the final price is in another currency than the booking', { errors });
}
