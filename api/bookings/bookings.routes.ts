import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { momentOf, readerOf } from '#api/shared/reader.ts';
import { readTimeline, TimelinePosition } from '#api/shared/timeline.queries.ts';
import { Booking, BookingPage, BookingQuery, CancelQuote } from '#contracts/bookings.ts';
import { BookingId } from '#contracts/ids.ts';
import { PageQuery } from '#contracts/page.ts';
import { Timeline } from '#contracts/timeline.ts';
import { bookingCommandRoutes } from './booking-commands.routes.ts';
import { sideOfBooking } from './bookings.policy.ts';
import { quoteFor, requireBookingAllowed, toBooking } from './bookings.presenter.ts';
import { listBookings } from './bookings.queries.ts';

/** Everything about bookings. */
export function bookingRoutes(deps: ApiDeps): Route[] {
  return [...listRoutes(deps), ...readRoutes(deps), ...bookingCommandRoutes(deps)];
}

const params = z.strictObject({ id: BookingId });
const common = { tags: ['bookings'], rateClass: 'bookings', idempotency: 'none', method: 'get' } as const;

function listRoutes(deps: ApiDeps): Route[] {
  const cursors = deps.cursorsOf('listBookings', Position);
  return [
    route({
      ...common,
      operationId: 'listBookings',
      summary: 'List your bookings',
      description:
        'The bookings in which the caller is the consumer or the provider, newest first; with `from` and `to` those of a stretch of time, as for a calendar.',
      path: '/v1/bookings',
      access: 'signed-in',
      query: BookingQuery,
      success: { status: 200, schema: BookingPage },
      problems: [],
      async handle({ actor, query: { role, status, from, to, limit, cursor } }) {
        const rows = await listBookings(deps.orm, {
          consumerId: role === 'provider' ? undefined : actor.id,
          providerId: role === 'consumer' ? undefined : actor.providerId,
          status,
          from,
          to,
          after: cursors.open(cursor),
          limit,
        });
        const reader = readerOf(deps, actor);
        const sideOf = role ? () => role : (row: (typeof rows)[number]) => sideOfBooking(row, actor) ?? 'consumer';
        return toPage(rows, limit, cursors, positionOf, (row) => toBooking(row, sideOf(row), reader));
      },
    }),
  ];
}

function readRoutes(deps: ApiDeps): Route[] {
  const timelines = deps.cursorsOf('getBookingTimeline', TimelinePosition);
  return [
    route({
      ...common,
      operationId: 'getBooking',
      summary: 'Read a booking',
      description:
        'For its consumer, its provider and operators. Address and contact details are shown because the booking stands.',
      path: '/v1/bookings/:id',
      access: { owner: 'bookingParty' },
      params,
      success: { status: 200, schema: Booking },
      problems: [],
      handle: ({ actor, resource: { row, side } }) => toBooking(row, side, readerOf(deps, actor)),
    }),
    route({
      ...common,
      operationId: 'getCancelQuote',
      summary: 'Ask what cancelling would cost now',
      description:
        'The exact fee by the policy the booking was made under; a cancellation in the same tier charges exactly this.',
      path: '/v1/bookings/:id/cancel-quote',
      access: { owner: 'bookingParty' },
      params,
      success: { status: 200, schema: CancelQuote },
      problems: ['invalid_transition', 'outside_window'],
      handle({ resource: { row, side } }) {
        const moment = momentOf(deps);
        requireBookingAllowed(row, 'cancel', side, moment);
        return quoteFor(row, side, moment.nowMs);
      },
    }),
    route({
      ...common,
      operationId: 'getBookingTimeline',
      summary: 'Read what happened to a booking',
      description: 'Every fact from its confirmation on, in the order in which it was written.',
      path: '/v1/bookings/:id/timeline',
      access: { owner: 'bookingParty' },
      params,
      query: PageQuery,
      success: { status: 200, schema: Timeline },
      problems: [],
      handle: ({ params: { id }, query }) => readTimeline(deps.orm, timelines, { of: 'booking', id, ...query }),
    }),
  ];
}
