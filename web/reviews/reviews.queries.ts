import type { Api } from '#web/api/client.ts';
import { one } from '#web/api/queries.ts';

/** What both parties of a booking have said of each other, as far as the person may see it: at most two reviews. */
export const bookingReviewsQuery = (api: Api, bookingId: string) => one(api, '/v1/reviews', { query: { bookingId } });
