import { z } from 'zod';
import { toInstant } from '#contracts/common.ts';
import type { Orm, SqlReader } from '#db/transaction.ts';
import type { OverdueEvent, RunKind } from '#domain/overdue.ts';

/** Runs of one kind that make no progress. */
export interface OverdueRuns {
  readonly kind: RunKind;
  readonly count: number;
  /** Ids of some of their workflows, the latest first. */
  readonly workflowIds: readonly string[];
}

/** One run that makes no progress; instants as Postgres writes them. */
export interface OverdueRow {
  readonly kind: RunKind;
  readonly aggregateId: string;
  readonly workflowId: string;
  readonly expected: OverdueEvent;
  readonly dueAt: string;
}

/** What the timers of runs are set to, as far as lateness depends on it. */
export interface RunTimers {
  readonly autoCompleteMs: number;
}

/** What a run does by itself is done within this time after it is due, unless something is wrong. */
const GRACE_SECONDS = 120;
/** A turn of a conversation asks models several times, and waits for the turns before it. */
const TURN_SECONDS = 1_800;
const NAMED = 5;

/** What should have happened by itself and has not, each with the run that should have done it. Two parameters: `autoCompleteMs` twice. */
const OVERDUE = `overdue (kind, aggregate_id, workflow_id, expected, due_at) as (
  select 'request', id, 'request/' || id, 'to_start', created_at from service_requests
   where status = 'pending' and created_at < now() - make_interval(secs => ${GRACE_SECONDS})
  union all
  select 'request', id, 'request/' || id, 'to_expire', expires_at from service_requests
   where status in ('pending', 'matching', 'offers_received')
     and expires_at < now() - make_interval(secs => ${GRACE_SECONDS})
  union all
  select 'request', request_id, 'request/' || request_id, 'to_expire_offer', expires_at from offers
   where status = 'pending' and expires_at < now() - make_interval(secs => ${GRACE_SECONDS})
  union all
  select 'booking', id, 'booking/' || id, 'to_complete', scheduled_end + make_interval(secs => ?::float8 / 1000)
    from bookings where status in ('confirmed', 'in_progress')
     and scheduled_end < now() - make_interval(secs => ${GRACE_SECONDS} + ?::float8 / 1000)
  union all
  select 'enrollment', id, 'enrollment/' || id, 'to_check', submitted_at from enrollments
   where status = 'pending' and submitted_at < now() - make_interval(secs => ${GRACE_SECONDS})
  union all
  select 'chat', conversation_id, 'chat/' || conversation_id, 'to_answer', coalesce(started_at, created_at) from chat_turns
   where status in ('queued', 'running') and coalesce(started_at, created_at) < now() - make_interval(secs => ${TURN_SECONDS})
)`;

const paramsOf = ({ autoCompleteMs }: RunTimers): number[] => [autoCompleteMs, autoCompleteMs];

/**
 * Looks for what should have happened by itself and has not, whatever the cause: a run that was never started, a worker that
 * is away, a fault that is tried again in vain, a replay that fails. Only kinds with overdue runs are answered.
 */
export function overdueRuns(orm: Orm, timers: RunTimers): Promise<OverdueRuns[]> {
  return orm.em.fork().execute<OverdueRuns[]>(
    `with ${OVERDUE}
     select kind, count(distinct workflow_id)::int as count,
            (array_agg(workflow_id order by due_at desc))[1:${NAMED}] as "workflowIds"
       from overdue group by kind order by kind`,
    paramsOf(timers),
  );
}

/** How many runs are overdue, and since when the first of them is. */
export async function countOverdueRuns(
  { em }: SqlReader,
  timers: RunTimers,
): Promise<{ total: number; oldestAt: string | null }> {
  const [row] = await em.execute<{ total: number; oldestAt: string | null }[]>(
    `with ${OVERDUE} select count(distinct workflow_id)::int as total, min(due_at) as "oldestAt" from overdue`,
    paramsOf(timers),
  );
  return row ?? { total: 0, oldestAt: null };
}

/** Where the list stands: behind the run with this moment. */
export const OverduePosition = z.strictObject({ dueAt: z.iso.datetime(), workflowId: z.string() });
export type OverduePosition = z.infer<typeof OverduePosition>;

/** The position of a run in the list. */
export const overduePosition = ({ dueAt, workflowId }: OverdueRow): OverduePosition => ({
  dueAt: toInstant(new Date(dueAt)),
  workflowId,
});

/** One page of overdue runs and the row behind it, each run once with what has been due for the longest, oldest first. */
export function listOverdueRuns(
  { em }: SqlReader,
  timers: RunTimers,
  { after, limit }: { after: OverduePosition | undefined; limit: number },
): Promise<OverdueRow[]> {
  const behind = after ? 'where (due_at, workflow_id) > (?::timestamptz, ?)' : '';
  return em.execute(
    `with ${OVERDUE}, runs as (
       select distinct on (workflow_id) kind, aggregate_id, workflow_id, expected,
              date_trunc('milliseconds', due_at) as due_at
         from overdue order by workflow_id, due_at)
     select kind, aggregate_id as "aggregateId", workflow_id as "workflowId", expected, due_at as "dueAt"
       from runs ${behind} order by due_at, workflow_id limit ?`,
    [...paramsOf(timers), ...(after ? [after.dueAt, after.workflowId] : []), limit + 1],
  );
}
