import { largestJsonBytes } from '#api/http/largest-json.ts';
import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { toPage } from '#api/http/pagination.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { readerOf } from '#api/shared/reader.ts';
import { readTimeline, TimelinePosition } from '#api/shared/timeline.queries.ts';
import {
  AdminEnrollmentQuery,
  CreateEnrollment,
  EditEnrollment,
  Enrollment,
  EnrollmentPage,
  EnrollmentQuery,
} from '#contracts/enrollments.ts';
import { EnrollmentId } from '#contracts/ids.ts';
import { PageQuery } from '#contracts/page.ts';
import { Timeline } from '#contracts/timeline.ts';
import type { Party } from '#domain/lifecycles/transitions.ts';
import { enrollmentCommandRoutes, requireMove } from './enrollment-commands.routes.ts';
import { toEnrollment } from './enrollments.presenter.ts';
import { listEnrollments, listSubmitted, type EnrollmentRow } from './enrollments.queries.ts';
import { beginEnrollment, writeOn } from './enrollments.writes.ts';

const params = z.strictObject({ id: EnrollmentId });
const common = { tags: ['enrollments'], rateClass: 'other' } as const;
const reading = { ...common, method: 'get', idempotency: 'none' } as const;

/** Everything about enrollments: the way from an account to a provider. */
export function enrollmentRoutes(deps: ApiDeps): Route[] {
  return [...draftRoutes(deps), ...listRoutes(deps), ...readRoutes(deps), ...enrollmentCommandRoutes(deps)];
}

function draftRoutes(deps: ApiDeps): Route[] {
  return [
    route({
      ...common,
      operationId: 'createEnrollment',
      summary: 'Begin to enroll as a provider',
      description:
        'Answers a new draft, or the enrollment that you have open already, wherever it stands. Fields can come with a new one ' +
        'only. What a service needs stands in the catalog, and what is still missing in `missing`.',
      method: 'post',
      path: '/v1/enrollments',
      access: 'signed-in',
      idempotency: 'optional',
      body: CreateEnrollment,
      bodyLimitBytes: largestJsonBytes(CreateEnrollment),
      success: {
        status: 201,
        schema: Enrollment,
        otherStatuses: { 200: 'You have one already; this is it.' },
        headers: { Location: 'The address of the enrollment.' },
      },
      problems: ['conflict', 'already_provider'],
      async handle({ actor, body, commandId }) {
        const { row, isNew } = await beginEnrollment(deps, { actorId: actor.id, commandId }, body);
        const headers = { Location: `/v1/enrollments/${row.id}` };
        return reply(view(deps, actor, row, 'consumer'), { headers, status: isNew ? 201 : 200 });
      },
    }),
    route({
      ...common,
      operationId: 'editEnrollment',
      summary: 'Write on at your enrollment',
      description:
        'Saves what is given, complete or not, while it is a draft or rejected. What is absent stays as it was, null takes it ' +
        'away, an object or a list replaces the whole of it. Names the revision that was changed, so that nobody writes over ' +
        'what another device has saved. Saving is no news: nobody is told.',
      method: 'patch',
      path: '/v1/enrollments/:id',
      access: { owner: 'enrollmentOwner' },
      idempotency: 'optional',
      params,
      body: EditEnrollment,
      bodyLimitBytes: largestJsonBytes(EditEnrollment),
      success: { status: 200, schema: Enrollment },
      problems: ['invalid_transition', 'stale_revision'],
      async handle({ actor, resource: { row, side }, body: edit, commandId }) {
        const change = { row, by: { actorId: actor.id, commandId }, edit };
        const written = await writeOn(deps, change, (now) => requireMove(now, 'edit', side));
        return view(deps, actor, written, side);
      },
    }),
  ];
}

function listRoutes(deps: ApiDeps): Route[] {
  const list = { ...reading, query: EnrollmentQuery, success: { status: 200, schema: EnrollmentPage } } as const;
  const own = deps.cursorsOf('listEnrollments', Position);
  const all = deps.cursorsOf('listAllEnrollments', Position);
  const submitted = deps.cursorsOf('listAllEnrollments by submission', Position);
  return [
    route({
      ...list,
      operationId: 'listEnrollments',
      summary: 'List your enrollments',
      description: 'The enrollments of the caller and nobody else, newest first.',
      path: '/v1/enrollments',
      access: 'signed-in',
      problems: [],
      async handle({ actor, query: { status, limit, cursor } }) {
        const wanted = { applicantId: actor.id, status, after: own.open(cursor), limit };
        const rows = await listEnrollments(deps.orm, wanted);
        return toPage(rows, limit, own, positionOf, (row) => view(deps, actor, row, 'consumer'));
      },
    }),
    route({
      ...list,
      operationId: 'listAllEnrollments',
      summary: 'List the enrollments of everybody',
      description:
        'For operators, newest first or in the order in which they are decided. Those with the status `pending_verification` ' +
        'wait for an operator.',
      tags: ['admin'],
      path: '/v1/admin/enrollments',
      access: { roles: ['admin'] },
      query: AdminEnrollmentQuery,
      problems: [],
      async handle({ actor, query: { status, limit, cursor, order } }) {
        const sideOf = ({ applicantId }: EnrollmentRow): Party => (applicantId === actor.id ? 'consumer' : 'admin');
        const toItem = (row: EnrollmentRow) => view(deps, actor, row, sideOf(row));
        if (order === 'newest') {
          const rows = await listEnrollments(deps.orm, { status, after: all.open(cursor), limit });
          return toPage(rows, limit, all, positionOf, toItem);
        }
        const rows = await listSubmitted(deps.orm, { status, after: submitted.open(cursor), limit });
        const position = ({ id, submittedAt }: EnrollmentRow) => positionOf({ id, createdAt: submittedAt ?? '' });
        return toPage(rows, limit, submitted, position, toItem);
      },
    }),
  ];
}

function readRoutes(deps: ApiDeps): Route[] {
  const timelines = deps.cursorsOf('getEnrollmentTimeline', TimelinePosition);
  const one = { ...reading, params, access: { owner: 'enrollmentReader' } } as const;
  return [
    route({
      ...one,
      operationId: 'getEnrollment',
      summary: 'Read an enrollment',
      description:
        'For its applicant and operators, licence numbers and contact details included; operators also get the link to its run ' +
        'in the Temporal UI.',
      path: '/v1/enrollments/:id',
      success: { status: 200, schema: Enrollment },
      problems: [],
      handle: ({ actor, resource: { row, side } }) => view(deps, actor, row, side),
    }),
    route({
      ...one,
      operationId: 'getEnrollmentTimeline',
      summary: 'Read what happened to an enrollment',
      description: 'Every submission, reminder and decision, in the order in which it was written.',
      path: '/v1/enrollments/:id/timeline',
      query: PageQuery,
      success: { status: 200, schema: Timeline },
      problems: [],
      handle: ({ params: { id }, query }) => readTimeline(deps.orm, timelines, { of: 'enrollment', id, ...query }),
    }),
  ];
}

function view(deps: ApiDeps, actor: Actor, row: EnrollmentRow, side: Party) {
  return toEnrollment(row, side, readerOf(deps, actor), deps.config.timers);
}
