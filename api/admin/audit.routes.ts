import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { AuditPage, AuditQuery } from '#contracts/admin.ts';
import { listAudit, toAuditEntry } from './audit.queries.ts';

/** Who did what. Reading it is noted in it. */
export function auditRoutes({ orm, cursorsOf }: ApiDeps): Route[] {
  const cursors = cursorsOf('listAudit', Position);
  return [
    route({
      operationId: 'listAudit',
      tags: ['admin'],
      summary: 'Read who did what',
      description:
        'Every entry, newest first: what callers changed and what they were refused, logins and failed ones, whatever ' +
        'operators looked at and did. It holds no texts but the reasons of operators. Reading it makes an entry, too.',
      method: 'get',
      path: '/v1/admin/audit',
      access: { roles: ['admin'] },
      rateClass: 'other',
      idempotency: 'none',
      query: AuditQuery,
      success: { status: 200, schema: AuditPage },
      problems: [],
      async handle({ query: { cursor, ...wanted } }) {
        const rows = await listAudit(orm, { ...wanted, after: cursors.open(cursor) });
        return toPage(rows, wanted.limit, cursors, positionOf, toAuditEntry);
      },
    }),
  ];
}
