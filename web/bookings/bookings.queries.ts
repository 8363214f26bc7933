import type { Api, Schema } from '#web/api/client.ts';
import { one, pages } from '#web/api/queries.ts';

/** On which side of the bookings the person is; both where nothing is said. */
export type RoleFilter = 'consumer' | 'provider' | undefined;

/** One booking. */
export const bookingQuery = (api: Api, id: string) => one(api, '/v1/bookings/{id}', { path: { id } });

/** The bookings that stand in a status, newest first. */
export const bookingsInQuery = (api: Api, status: Schema<'BookingStatus'>, role: RoleFilter) =>
  pages(api, '/v1/bookings', { query: { status, limit: 100, ...(role && { role }) } });

/** What cancelling would cost now. */
export const cancelQuoteQuery = (api: Api, id: string) => one(api, '/v1/bookings/{id}/cancel-quote', { path: { id } });

/** What happened to a booking, oldest first. */
export const bookingTimelineQuery = (api: Api, id: string) =>
  pages(api, '/v1/bookings/{id}/timeline', { path: { id } });
