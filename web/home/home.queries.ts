import type { Api } from '#web/api/client.ts';
import { one } from '#web/api/queries.ts';

const MANY = 50;

/** The newest of one's own requests; those that are open are among them. */
export const ownRequestsQuery = (api: Api) => one(api, '/v1/requests', { query: { limit: MANY } });

/** The newest of one's own bookings that stand, as the one who has booked. */
export const standingBookingsQuery = (api: Api) =>
  one(api, '/v1/bookings', { query: { role: 'consumer', status: 'confirmed', limit: MANY } });
