import type { Api } from '#web/api/client.ts';
import { one, pages } from '#web/api/queries.ts';

/** The offers for a request, newest first. */
export const offersQuery = (api: Api, requestId: string) =>
  pages(api, '/v1/requests/{id}/offers', { path: { id: requestId }, query: { limit: 100 } });

/** How the best of the providers fit the request. */
export const fitQuery = (api: Api, requestId: string) =>
  one(api, '/v1/requests/{id}/matches', { path: { id: requestId }, query: { limit: 100 } });

/** The request that the offers are for. */
export const offeredRequestQuery = (api: Api, requestId: string) =>
  one(api, '/v1/requests/{id}', { path: { id: requestId } });
