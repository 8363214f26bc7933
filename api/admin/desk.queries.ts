import { toInstant } from '#contracts/common.ts';
import { countOverdueRuns, type RunTimers } from '#api/overdue/overdue.queries.ts';
import type { SqlReader } from '#db/transaction.ts';

interface WaitingRow {
  waiting: number;
  late: number;
  firstSubmittedAt: string | null;
  pending: number;
  oldestAt: string | null;
  suspendedAccounts: number;
}

interface DeskTimers extends RunTimers {
  readonly enrollmentReviewMs: number;
}

/** Counts what waits for an operator. */
export async function readDesk(reader: SqlReader, timers: DeskTimers) {
  const [row, runs] = await Promise.all([readWaiting(reader, timers), countOverdueRuns(reader, timers)]);
  const { waiting, late, firstSubmittedAt, pending, oldestAt, suspendedAccounts } = row;
  return {
    enrollments: {
      waiting,
      late,
      nextDecideBy:
        firstSubmittedAt === null ? null : toInstant(new Date(firstSubmittedAt).getTime() + timers.enrollmentReviewMs),
    },
    overdueRuns: { total: runs.total, oldestAt: instant(runs.oldestAt) },
    outbox: { pending, oldestAt: instant(oldestAt) },
    suspendedAccounts,
  };
}

async function readWaiting({ em }: SqlReader, { enrollmentReviewMs }: DeskTimers): Promise<WaitingRow> {
  const [row]: WaitingRow[] = await em.execute(
    `with reviews as (
       select count(*)::int as waiting, min(submitted_at) as first,
              (count(*) filter (where submitted_at < now() - make_interval(secs => ?::float8 / 1000)))::int as late
         from enrollments where status = 'pending_verification'),
     starts as (
       select count(*)::int as pending, min(created_at) as oldest from workflow_outbox where done_at is null)
     select waiting, late, first as "firstSubmittedAt", pending, oldest as "oldestAt",
            (select count(*)::int from accounts where status = 'suspended') as "suspendedAccounts"
       from reviews, starts`,
    [enrollmentReviewMs],
  );
  if (!row) throw new Error('counts have a row');
  return row;
}

const instant = (written: string | null): string | null => (written === null ? null : toInstant(new Date(written)));
