import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { listWaiting } from '#api/outbox/waiting.queries.ts';
import { listOverdueRuns, OverduePosition, overduePosition } from '#api/overdue/overdue.queries.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { readerOf } from '#api/shared/reader.ts';
import { toInstant } from '#contracts/common.ts';
import { Desk, OutboxPage, OverdueRunPage } from '#contracts/desk.ts';
import { PageQuery } from '#contracts/page.ts';
import { readDesk } from './desk.queries.ts';

const reading = {
  tags: ['admin'],
  method: 'get',
  access: { roles: ['admin'] },
  rateClass: 'other',
  idempotency: 'none',
  problems: [],
} as const;

/** What waits for an operator, and what should have gone on by itself. */
export function deskRoutes(deps: ApiDeps): Route[] {
  const { orm, config } = deps;
  return [
    route({
      ...reading,
      operationId: 'getDesk',
      summary: 'Count what waits for an operator',
      description:
        'Enrollments to decide, runs that make no progress, workflow starts that wait, and suspended accounts.',
      path: '/v1/admin/desk',
      success: { status: 200, schema: Desk },
      handle: () => readDesk(orm, config.timers),
    }),
    ...stuckRoutes(deps),
  ];
}

function stuckRoutes(deps: ApiDeps): Route[] {
  const { orm, config } = deps;
  const runs = deps.cursorsOf('listOverdueRuns', OverduePosition);
  const outbox = deps.cursorsOf('listOutbox', Position);
  return [
    route({
      ...reading,
      operationId: 'listOverdueRuns',
      summary: 'List runs that make no progress',
      description:
        'Runs that should have done something by themselves and have not, whatever the cause, the longest overdue first. ' +
        'Readiness and metrics count the same.',
      path: '/v1/admin/overdue-runs',
      query: PageQuery,
      success: { status: 200, schema: OverdueRunPage },
      async handle({ actor, query: { limit, cursor } }) {
        const rows = await listOverdueRuns(orm, config.timers, { after: runs.open(cursor), limit });
        const { workflowLink } = readerOf(deps, actor);
        return toPage(rows, limit, runs, overduePosition, (row) => ({
          ...row,
          dueAt: toInstant(new Date(row.dueAt)),
          links: workflowLink(row.workflowId),
        }));
      },
    }),
    route({
      ...reading,
      operationId: 'listOutbox',
      summary: 'List workflow starts that wait',
      description:
        'Starts and signals of workflows that a transaction has ordered and that are not carried out yet, oldest first. ' +
        'They are tried again by themselves.',
      path: '/v1/admin/outbox',
      query: PageQuery,
      success: { status: 200, schema: OutboxPage },
      async handle({ actor, query: { limit, cursor } }) {
        const rows = await listWaiting(orm, { after: outbox.open(cursor), limit });
        const { workflowLink } = readerOf(deps, actor);
        return toPage(rows, limit, outbox, positionOf, (row) => ({
          ...row,
          createdAt: toInstant(new Date(row.createdAt)),
          nextAttemptAt: toInstant(new Date(row.nextAttemptAt)),
          links: workflowLink(row.workflowId),
        }));
      },
    }),
  ];
}
