import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import type { Reader } from '#api/shared/reader.ts';
import { toInstant } from '#contracts/common.ts';
import type { Enrollment } from '#contracts/enrollments.ts';
import { needsLicense, needsOf, type Need } from '#domain/enrollment/needs.ts';
import { ENROLLMENT_LIFECYCLE } from '#domain/lifecycles/enrollment.ts';
import { allowedCommands, type Party } from '#domain/lifecycles/transitions.ts';
import { enrollmentWorkflowId } from '#workflows/enrollment/messages.ts';
import type { EnrollmentRow } from './enrollments.queries.ts';

type EnrollmentView = z.input<typeof Enrollment>;
type Action = EnrollmentView['allowedActions'][number];

const ACTIONS: readonly string[] = ['edit', 'submit', 'approve', 'reject'] satisfies Action[];

/** An enrollment as its applicant or an operator sees it. */
export function toEnrollment(
  row: EnrollmentRow,
  side: Party,
  reader: Reader,
  { enrollmentReviewMs }: Pick<ApiDeps['config']['timers'], 'enrollmentReviewMs'>,
): EnrollmentView {
  const { id, city, neighborhood, lat, lng, serviceRadiusKm, timezone, schedule, editId: _editId, ...rest } = row;
  const { services, status, submittedAt, decidedAt, createdAt } = row;
  const self = `/v1/enrollments/${id}`;
  const waits = status === 'pending_verification' && submittedAt !== null;
  return {
    ...rest,
    id,
    location: city === null ? null : { city, neighborhood, lat, lng, serviceRadiusKm: serviceRadiusKm ?? 0 },
    availability: hoursOf({ timezone, schedule }),
    missing: missingOf(row),
    needsVerification: needsLicense(services),
    submittedAt: instant(submittedAt),
    decideBy: waits ? toInstant(new Date(submittedAt).getTime() + enrollmentReviewMs) : null,
    decidedAt: instant(decidedAt),
    createdAt: toInstant(new Date(createdAt)),
    allowedActions: allowedEnrollmentActions(row, side),
    links: { self, timeline: `${self}/timeline`, ...reader.workflowLink(enrollmentWorkflowId(id)) },
  };
}

/** What this side may do with the enrollment now. */
export function allowedEnrollmentActions(row: EnrollmentRow, side: Party): Action[] {
  return allowedCommands(ENROLLMENT_LIFECYCLE, row.status, side, enrollmentFacts(row)).filter(
    (command): command is Action => ACTIONS.includes(command),
  );
}

/** What is true of the enrollment besides its status. */
export function enrollmentFacts(row: EnrollmentRow) {
  return { complete: missingOf(row).length === 0 };
}

/** Everything that the enrollment still needs. */
export function missingOf(row: EnrollmentRow): Need[] {
  const { fullName, email, services, city, photos, timezone, schedule } = row;
  const location = city === null ? null : { city };
  const availability = timezone === null || schedule === null ? null : { timezone, schedule };
  return needsOf({ fullName, email, services, location, availability, photos });
}

function hoursOf({ timezone, schedule }: Pick<EnrollmentRow, 'timezone' | 'schedule'>): EnrollmentView['availability'] {
  if (timezone === null || schedule === null) return null;
  const week = Object.entries(schedule).map(([day, windows]) => [day, windows.map((window) => ({ ...window }))]);
  return { timezone, schedule: Object.fromEntries(week) as NonNullable<EnrollmentView['availability']>['schedule'] };
}

const instant = (written: string | null): string | null => (written === null ? null : toInstant(new Date(written)));
