import type { Orm } from '#db/transaction.ts';
import type { RunAttributes } from '#workflows/shared/attributes.ts';
import { UNTAKEN, reasonOf } from './reason.ts';

/** A row that this process may carry out until its claim runs out. */
export interface ClaimedRow {
  id: string;
  workflowType: string;
  workflowId: string;
  input: unknown;
  signal: string | null;
  signalInput: unknown;
  attributes: RunAttributes;
  summary: string;
  attempts: number;
}

/** What the outbox holds that is not done. */
export interface Backlog {
  pending: number;
  /** Age of the oldest, in seconds; 0 when nothing waits. */
  oldestSeconds: number;
  /** The same, among those that Temporal did not take because it was away or could not write. */
  oldestUntakenSeconds: number;
}

const CLAIM_SECONDS = 30;
const MAX_DELAY_SECONDS = 30;

/** Takes due rows nobody else holds, oldest first. A claim lasts half a minute, so rows of a killed process come back. */
export function claimDue(orm: Orm, limit: number): Promise<ClaimedRow[]> {
  return orm.em.fork().execute(
    `with due as (
       select id from workflow_outbox where done_at is null and next_attempt_at <= now()
       order by next_attempt_at, id limit ? for update skip locked)
     update workflow_outbox o
     set attempts = o.attempts + 1, next_attempt_at = now() + make_interval(secs => ${CLAIM_SECONDS}),
         claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS})
     from due where o.id = due.id
     returning o.id, o.workflow_type as "workflowType", o.workflow_id as "workflowId", o.input, o.signal,
               o.signal_input as "signalInput", o.attributes, o.summary, o.attempts`,
    [limit],
  );
}

/** The rows are carried out and never again. */
export async function markDone(orm: Orm, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await orm.em
    .fork()
    .execute('update workflow_outbox set done_at = now(), last_error = null where id = any(?::uuid[])', [
      `{${ids.join()}}`,
    ]);
}

/** The row is tried again, later each time; what is kept of the error is what it was, never a text that somebody wrote. */
export async function postpone(orm: Orm, { id, attempts }: ClaimedRow, error: unknown): Promise<void> {
  const seconds = Math.min(MAX_DELAY_SECONDS, 0.25 * 2 ** Math.min(attempts, 10)) * (0.75 + Math.random() / 2);
  await orm.em.fork().execute(
    `update workflow_outbox
     set next_attempt_at = now() + make_interval(secs => ?), claimed_until = null, last_error = ? where id = ?`,
    [seconds, reasonOf(error), id],
  );
}

const WAITING = 'done_at is null and claimed_until is null and next_attempt_at > now()';

/** Makes every row due that waits for its next attempt; those that are claimed stay with their relay. */
export async function hurry(orm: Orm): Promise<void> {
  await orm.em.fork().execute(`update workflow_outbox set next_attempt_at = now() where ${WAITING}`);
}

/** The same for the oldest of them alone, unless another process has it. */
export async function hurryOldest(orm: Orm): Promise<void> {
  await orm.em.fork().execute(
    `update workflow_outbox set next_attempt_at = now() where id = (
       select id from workflow_outbox where ${WAITING} order by created_at, id limit 1 for update skip locked)`,
  );
}

/** For readiness, metrics and operators. */
export async function backlog(orm: Orm): Promise<Backlog> {
  const [row] = await orm.em.fork().execute<{ pending: string; oldest: number; untaken: number }[]>(
    `select count(*) as pending, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest,
            coalesce(extract(epoch from now() - min(created_at) filter (where last_error ~ ?)), 0)::float8 as untaken
       from workflow_outbox where done_at is null`,
    [`: (${UNTAKEN.join('|')})$`],
  );
  return {
    pending: Number(row?.pending ?? 0),
    oldestSeconds: row?.oldest ?? 0,
    oldestUntakenSeconds: row?.untaken ?? 0,
  };
}
