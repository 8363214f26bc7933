import type { Orm } from '#db/transaction.ts';

/** The runs that can be late, by the aggregate that they own. */
export const RUN_KINDS = ['request', 'booking', 'enrollment', 'chat'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** Runs of one kind that make no progress. */
export interface OverdueRuns {
  readonly kind: RunKind;
  readonly count: number;
  /** Ids of some of their workflows, the latest first. */
  readonly workflowIds: readonly string[];
}

/** What a run does by itself is done within this time after it is due, unless something is wrong. */
const GRACE_SECONDS = 120;
/** A turn of a conversation asks models several times, and waits for the turns before it. */
const TURN_SECONDS = 1_800;
const NAMED = 5;

/**
 * Looks for what should have happened by itself and has not, whatever the cause: a run that was never started, a worker that
 * is away, a fault that is tried again in vain, a replay that fails. Only kinds with overdue runs are answered.
 */
export function overdueRuns(orm: Orm, { autoCompleteMs }: { autoCompleteMs: number }): Promise<OverdueRuns[]> {
  return orm.em.fork().execute<OverdueRuns[]>(
    `with overdue (kind, workflow_id, since) as (
       select 'request', 'request/' || id, created_at from service_requests
        where status = 'pending' and created_at < now() - make_interval(secs => ${GRACE_SECONDS})
       union all
       select 'request', 'request/' || id, expires_at from service_requests
        where status in ('pending', 'matching', 'offers_received')
          and expires_at < now() - make_interval(secs => ${GRACE_SECONDS})
       union all
       select 'request', 'request/' || request_id, expires_at from offers
        where status = 'pending' and expires_at < now() - make_interval(secs => ${GRACE_SECONDS})
       union all
       select 'booking', 'booking/' || id, scheduled_end from bookings
        where status in ('confirmed', 'in_progress')
          and scheduled_end < now() - make_interval(secs => ${GRACE_SECONDS} + ?::float8 / 1000)
       union all
       select 'enrollment', 'enrollment/' || id, submitted_at from enrollments
        where status = 'pending' and submitted_at < now() - make_interval(secs => ${GRACE_SECONDS})
       union all
       select 'chat', 'chat/' || conversation_id, created_at from chat_turns
        where status in ('queued', 'running') and coalesce(started_at, created_at) < now() - make_interval(secs => ${TURN_SECONDS})
     )
     select kind, count(distinct workflow_id)::int as count,
            (array_agg(workflow_id order by since desc))[1:${NAMED}] as "workflowIds"
       from overdue group by kind order by kind`,
    [autoCompleteMs],
  );
}
