import type { z } from 'zod';
import { behind, type Position } from '#api/shared/keyset.ts';
import { toInstant } from '#contracts/common.ts';
import type { AuditEntry, AuditQuery } from '#contracts/admin.ts';
import type { SqlReader } from '#db/transaction.ts';

type Entry = z.input<typeof AuditEntry>;

/** An entry as one statement reads it; instants as Postgres writes them. */
export interface AuditRow extends Omit<Entry, 'at' | 'resource' | 'anonymisedAt'> {
  createdAt: string;
  resourceType: string | null;
  resourceId: string | null;
  anonymisedAt: string | null;
}

type AuditWanted = Omit<z.output<typeof AuditQuery>, 'cursor'> & { after: Position | undefined };

const SELECT = `
  select e.id, e.created_at as "createdAt", e.actor_id as "actorId", e.side, e.operation_id as "operationId",
         e.resource_type as "resourceType", e.resource_id as "resourceId", e.outcome, e.status, e.code, e.reason, e.ip,
         e.user_agent as "userAgent", e.mail_hash as "mailHash", e.request_id as "requestId", e.replayed, e.omitted,
         e.anonymised_at as "anonymisedAt"
    from audit_entries e`;

/** One page of the audit and the row behind it, newest first. */
export async function listAudit({ em }: SqlReader, { after, limit, ...wanted }: AuditWanted): Promise<AuditRow[]> {
  const { sql: rest, params } = behind('e', after);
  const possible: readonly [sql: string, value: string | undefined][] = [
    ['e.actor_id = ?::uuid', wanted.actorId],
    ['e.operation_id = ?', wanted.operationId],
    ['e.resource_id = ?::uuid', wanted.resourceId],
    ['e.outcome = ?', wanted.outcome],
    ['e.mail_hash = ?', wanted.mailHash],
    ['e.created_at >= ?::timestamptz', wanted.from],
    ['e.created_at < ?::timestamptz', wanted.to],
  ];
  const filters = possible.filter(([, value]) => value !== undefined);
  const conditions = ['true', ...filters.map(([sql]) => sql)].join(' and ');
  return em.execute(`${SELECT} where ${conditions} ${rest} order by e.created_at desc, e.id desc limit ?`, [
    ...filters.map(([, value]) => value),
    ...params,
    limit + 1,
  ]);
}

/** An entry as the contract has it. */
export function toAuditEntry(row: AuditRow): Entry {
  const { createdAt, resourceType, resourceId, anonymisedAt, ...entry } = row;
  return {
    ...entry,
    at: toInstant(new Date(createdAt)),
    resource: resourceType === null ? null : { type: resourceType, id: resourceId },
    anonymisedAt: anonymisedAt === null ? null : toInstant(new Date(anonymisedAt)),
  };
}
