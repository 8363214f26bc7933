import { dataOf, type Api, type Schema } from '#web/api/client.ts';
import { one, pages } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';

const LARGEST_PAGE = 100;
const REVIEWS_A_PAGE = 10;

export const ownProviderQuery = (api: Api) => one(api, '/v1/providers/me');
export const providerQuery = (api: Api, id: string) => one(api, '/v1/providers/{id}', { path: { id } });

/** The open offers of one's own; nobody has more than a page of them. */
export const openOffersQuery = (api: Api) =>
  one(api, '/v1/offers', { query: { status: 'pending', limit: LARGEST_PAGE } });

interface Search {
  readonly providerId: string;
  readonly serviceId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit?: number;
}

/** When a provider is free for a service. */
export const freeSlotsQuery = (api: Api, { providerId, serviceId, fromMs, toMs, limit = 200 }: Search) =>
  one(api, '/v1/providers/{id}/slots', {
    path: { id: providerId },
    query: { serviceId, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), limit },
  });

/** What one is booked for as a provider in a stretch of time. */
export const bookingsBetweenQuery = (api: Api, fromMs: number, toMs: number) =>
  pages(api, '/v1/bookings', {
    query: {
      role: 'provider',
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      limit: LARGEST_PAGE,
    },
  });

/** What is published about oneself; with what one may respond. */
export const ownReviewsQuery = (api: Api) =>
  pages(api, '/v1/reviews', { query: { role: 'subject', limit: REVIEWS_A_PAGE } });
/** What is published about a provider, for anybody. */
export const reviewsQuery = (api: Api, id: string) =>
  pages(api, '/v1/providers/{id}/reviews', { path: { id }, query: { limit: REVIEWS_A_PAGE } });

export function updateAvailability(api: Api, body: Schema<'UpdateAvailability'>, key: string) {
  return dataOf(api.PUT('/v1/providers/me/availability', { params: { header: { [KEY_HEADER]: key } }, body }));
}

export function respondToReview(api: Api, reviewId: string, text: string, key: string) {
  const params = { path: { id: reviewId }, header: { [KEY_HEADER]: key } };
  return dataOf(api.POST('/v1/reviews/{id}/response', { params, body: { text } }));
}
