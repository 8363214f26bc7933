import { dataOf, type Api, type Schema } from '#web/api/client.ts';
import { one, pages, type QueryKey } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';

/** All leads and everything about each of them. */
export const LEADS: QueryKey = ['providers', 'me', 'leads'];

const PAGE_SIZE = 20;

export const leadsQuery = (api: Api) => pages(api, '/v1/providers/me/leads', { query: { limit: PAGE_SIZE } });
export const leadQuery = (api: Api, requestId: string) =>
  one(api, '/v1/providers/me/leads/{requestId}', { path: { requestId } });
export const ownProviderQuery = (api: Api) => one(api, '/v1/providers/me');
export const offerQuery = (api: Api, id: string) => one(api, '/v1/offers/{id}', { path: { id } });

/** The own offers, newest first; of one status if it is given. */
export const offersQuery = (api: Api, status: Schema<'OfferStatus'> | undefined) =>
  pages(api, '/v1/offers', { query: { limit: PAGE_SIZE, ...(status && { status }) } });

/** So many free times are read at once at most. */
const MAX_FREE_SLOTS = 200;

interface Search {
  readonly providerId: string;
  readonly serviceId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** When a provider is free for a service. */
export const freeSlotsQuery = (api: Api, { providerId, serviceId, fromMs, toMs }: Search) =>
  one(api, '/v1/providers/{id}/slots', {
    path: { id: providerId },
    query: {
      serviceId,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      limit: MAX_FREE_SLOTS,
    },
  });

export function submitOffer(api: Api, requestId: string, body: Schema<'SubmitOffer'>, key: string) {
  const params = { path: { id: requestId }, header: { [KEY_HEADER]: key } };
  return dataOf(api.POST('/v1/requests/{id}/offers', { params, body }));
}

export function withdrawOffer(api: Api, offerId: string, reason: string, key: string) {
  const params = { path: { id: offerId }, header: { [KEY_HEADER]: key } };
  return dataOf(api.POST('/v1/offers/{id}/withdraw', { params, body: reason === '' ? {} : { reason } }));
}
