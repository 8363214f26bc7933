import type { Quotas } from '#domain/quotas.ts';
import type { Orm } from '#db/transaction.ts';
import type { EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';

/** An enrollment as Postgres has it, in decisions and times. */
export interface EnrollmentSnapshot {
  status: EnrollmentStatus;
  /** When operators are reminded next, and until when they should have decided; both only while they have to. */
  nextReminderAtMs: number | null;
  decideByMs: number | null;
  reminders: number;
  /** What it has made. */
  providerId: string | null;
  /** After so many commands a run continues as new. */
  commandsPerRun: number;
}

/** What every write needs: which enrollment, and the workflow's time. */
export interface EnrollmentAt {
  enrollmentId: string;
  atMs: number;
}

/** What operators decide. */
export type Verdict = 'approve' | 'reject';

/** What the facts of an enrollment need of their process. */
export interface EnrollmentDependencies {
  orm: Orm;
  quotas: Quotas;
  settings: { enrollmentReviewMs: number; enrollmentReminderMs: number; commandsPerRun: number };
}
