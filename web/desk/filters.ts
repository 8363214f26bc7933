import { ENROLLMENT_STATUSES, type EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import { AUDIT_OUTCOMES } from '#domain/audit.ts';
import type { Filters } from '#web/kit/use-filters.ts';

/** The value of a filter for everything. */
export const ALL = 'all';

/** The status that a list of enrollments shows: those that wait if nobody says, and undefined for all of them. */
export function enrollmentStatusOf({ status }: Filters): EnrollmentStatus | undefined {
  if (status === ALL) return undefined;
  return oneOf(ENROLLMENT_STATUSES, status) ?? 'pending_verification';
}

/** Those that wait are read as they are decided, the others newest first. */
export const enrollmentOrder = (status: EnrollmentStatus | undefined): 'newest' | 'submitted' =>
  status === 'pending' || status === 'pending_verification' ? 'submitted' : 'newest';

/** What the audit is asked for. Days are those of the viewer, both of them included. */
export function auditFilters(filters: Filters) {
  const { actorId, operationId, resourceId, mailHash, from, to } = filters;
  const outcome = oneOf(AUDIT_OUTCOMES, filters.outcome);
  const wanted = {
    actorId,
    operationId,
    resourceId,
    mailHash,
    outcome,
    from: startOfDay(from),
    to: startOfDay(to, 1),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Present<
    typeof wanted
  >;
}

type Present<Wanted> = { [Name in keyof Wanted]?: Exclude<Wanted[Name], undefined> };

function oneOf<Value extends string>(values: readonly Value[], value: string | undefined): Value | undefined {
  return values.find((each) => each === value);
}

/** The first moment of a date on the viewer's clock, or of a day after it. */
function startOfDay(date: string | undefined, daysLater = 0): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date ?? '') ?? [];
  if (year === undefined) return undefined;
  const start = new Date(Number(year), Number(month) - 1, Number(day) + daysLater);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

const DEFAULT_DAYS = 90;
const MAX_DAYS = 365;

/** How many days the list of pairs looks back. */
export function daysOf({ days }: Filters): number {
  const count = Number(days);
  return Number.isInteger(count) && count >= 1 && count <= MAX_DAYS ? count : DEFAULT_DAYS;
}
