import { behindOldest, type Position } from '#api/shared/keyset.ts';
import type { SqlReader } from '#db/transaction.ts';

/** A start or signal that is not carried out yet; nothing of what it carries. Instants as Postgres writes them. */
export interface WaitingRow {
  id: string;
  workflowType: string;
  workflowId: string;
  signal: string | null;
  attempts: number;
  lastError: string | null;
  createdAt: string;
  nextAttemptAt: string;
}

/** One page of what the outbox holds and the row behind it, oldest first. */
export function listWaiting(
  { em }: SqlReader,
  { after, limit }: { after: Position | undefined; limit: number },
): Promise<WaitingRow[]> {
  const { sql, params } = behindOldest('o', after);
  return em.execute(
    `select o.id, o.workflow_type as "workflowType", o.workflow_id as "workflowId", o.signal, o.attempts,
            o.last_error as "lastError", o.created_at as "createdAt", o.next_attempt_at as "nextAttemptAt"
       from workflow_outbox o where o.done_at is null ${sql} order by o.created_at, o.id limit ?`,
    [...params, limit + 1],
  );
}
