import type { Api, Schema } from '#web/api/client.ts';
import { one, pages } from '#web/api/queries.ts';

/** One request. */
export const requestQuery = (api: Api, id: string) => one(api, '/v1/requests/{id}', { path: { id } });

/** The person's own requests, newest first. */
export const requestsQuery = (api: Api, status: Schema<'RequestStatus'> | undefined) =>
  pages(api, '/v1/requests', { query: status === undefined ? {} : { status } });

/** Who was asked and why, best first. */
export const matchesQuery = (api: Api, id: string) =>
  pages(api, '/v1/requests/{id}/matches', { path: { id }, query: { limit: 5 } });

/** What happened to a request, its offers and its bookings, oldest first. */
export const requestTimelineQuery = (api: Api, id: string) =>
  pages(api, '/v1/requests/{id}/timeline', { path: { id } });
