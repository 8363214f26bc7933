import { one, pages } from '#web/api/queries.ts';
import type { Api, Schema } from '#web/api/client.ts';
import type { Filters } from '#web/kit/use-filters.ts';
import type { Role } from '#domain/accounts.ts';
import { auditFilters, enrollmentOrder, enrollmentStatusOf } from './filters.ts';

/** No feed tells operators of all that waits, so each visit reads it again; one visit reads it once, however long it takes. */
const FRESH = { staleTime: 10_000 } as const;

/** What waits for an operator, in numbers. */
export const deskQuery = (api: Api) => ({ ...one(api, '/v1/admin/desk'), ...FRESH });

/** The first of what waits: enough for a worklist. */
const FIRST = 20;

export const overdueRunsQuery = (api: Api) => ({
  ...pages(api, '/v1/admin/overdue-runs', { query: { limit: FIRST } }),
  ...FRESH,
});
export const outboxQuery = (api: Api) => ({ ...pages(api, '/v1/admin/outbox', { query: { limit: FIRST } }), ...FRESH });

/** Enrollments by their filter; those that wait in the order in which they are decided. */
export function enrollmentsQuery(api: Api, filters: Filters) {
  const status = enrollmentStatusOf(filters);
  const query = { ...(status !== undefined && { status }), order: enrollmentOrder(status), limit: FIRST };
  return { ...pages(api, '/v1/admin/enrollments', { query }), ...FRESH };
}

export const enrollmentQuery = (api: Api, id: string) => one(api, '/v1/enrollments/{id}', { path: { id } });
export const requestQuery = (api: Api, id: string) => one(api, '/v1/requests/{id}', { path: { id } });
export const requestOffersQuery = (api: Api, id: string) =>
  pages(api, '/v1/requests/{id}/offers', { path: { id }, query: { limit: FIRST } });
export const bookingQuery = (api: Api, id: string) => one(api, '/v1/bookings/{id}', { path: { id } });
export const cancelQuoteQuery = (api: Api, id: string) => ({
  ...one(api, '/v1/bookings/{id}/cancel-quote', { path: { id } }),
  staleTime: 0, // it changes with the time
});

const HISTORIES = {
  requests: '/v1/requests/{id}/timeline',
  bookings: '/v1/bookings/{id}/timeline',
  enrollments: '/v1/enrollments/{id}/timeline',
} as const;

/** What has a timeline. */
export type HistoryOf = keyof typeof HISTORIES;

export const historyQuery = (api: Api, of: HistoryOf, id: string) =>
  pages(api, HISTORIES[of], { path: { id }, query: { limit: 50 } });

/** Accounts by their filters. */
export function accountsQuery(api: Api, { role, status }: Filters) {
  const query = {
    limit: FIRST,
    ...(role !== undefined && { role: role as Role }),
    ...(status !== undefined && { status: status as Schema<'AccountStatus'> }),
  };
  return { ...pages(api, '/v1/admin/accounts', { query }), ...FRESH };
}

export const accountQuery = (api: Api, id: string) => ({
  ...one(api, '/v1/admin/accounts/{id}', { path: { id } }),
  ...FRESH,
});

/** The audit by its filters. */
export const auditQuery = (api: Api, filters: Filters) => ({
  ...pages(api, '/v1/admin/audit', { query: { limit: FIRST, ...auditFilters(filters) } }),
  ...FRESH,
});

export const pairsQuery = (api: Api, days: number) =>
  pages(api, '/v1/admin/arranged-pairs', { query: { days, limit: FIRST } });
