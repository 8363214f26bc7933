import { dataOf, type Api, type Schema } from '#web/api/client.ts';
import { one, pages } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';

/** The latest enrollment of one's own, if any. */
export const latestEnrollmentQuery = (api: Api) => one(api, '/v1/enrollments', { query: { limit: 1 } });
export const enrollmentQuery = (api: Api, id: string) => one(api, '/v1/enrollments/{id}', { path: { id } });
export const enrollmentTimelineQuery = (api: Api, id: string) =>
  pages(api, '/v1/enrollments/{id}/timeline', { path: { id }, query: { limit: 50 } });
export const catalogQuery = (api: Api) => one(api, '/v1/catalog');

export function createEnrollment(api: Api, body: Schema<'CreateEnrollment'>, key: string) {
  return dataOf(api.POST('/v1/enrollments', { params: { header: { [KEY_HEADER]: key } }, body }));
}

/** Saves a draft. The revision alone keeps it from being saved twice. */
export function editEnrollment(api: Api, id: string, body: Schema<'EditEnrollment'>) {
  const params = { path: { id }, header: { [KEY_HEADER]: crypto.randomUUID() } };
  return dataOf(api.PATCH('/v1/enrollments/{id}', { params, body }));
}

export function submitEnrollment(api: Api, id: string, revision: number, key: string) {
  const params = { path: { id }, header: { [KEY_HEADER]: key } };
  return dataOf(api.POST('/v1/enrollments/{id}/submit', { params, body: { revision } }));
}
