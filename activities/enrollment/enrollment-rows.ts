import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ApplicationFailure } from '@temporalio/common';
import { EnrollmentPhoto } from '#db/entities/enrollment-photo.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import type { Fact, Told } from '#db/facts.ts';
import { inTransaction } from '#db/transaction.ts';
import { needsOf } from '#domain/enrollment/needs.ts';
import type { EnrollmentContent } from '#domain/enrollment/types.ts';
import { ENROLLMENT_LIFECYCLE, type EnrollmentCommand } from '#domain/lifecycles/enrollment.ts';
import { decide, type Side } from '#domain/lifecycles/transitions.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import type { EnrollmentDependencies, EnrollmentSnapshot } from './snapshot.ts';

/**
 * Makes one change to an enrollment, whole or not at all, and answers how it stands then. Its row is locked until the end:
 * writers of one enrollment take turns.
 */
export async function changeEnrollment(
  { orm, settings }: EnrollmentDependencies,
  enrollmentId: string,
  change: (em: EntityManager, enrollment: Enrollment) => Promise<void>,
): Promise<EnrollmentSnapshot> {
  return inTransaction(orm, async (em) => {
    const enrollment = await lockEnrollment(em, enrollmentId);
    await change(em, enrollment);
    return toSnapshot(enrollment, settings);
  });
}

async function lockEnrollment(em: EntityManager, enrollmentId: string): Promise<Enrollment> {
  const enrollment = await em.findOne(Enrollment, enrollmentId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!enrollment) throw ApplicationFailure.nonRetryable('there is no such enrollment', 'not_found');
  return enrollment;
}

/** Moves a locked enrollment along its table, or refuses; answers where it stood before. */
export async function moveEnrollment(
  em: EntityManager,
  enrollment: Enrollment,
  command: EnrollmentCommand,
  side: Side,
): Promise<Enrollment['status']> {
  const from = enrollment.status;
  const facts = { complete: command !== 'submit' || needsOf(await contentOf(em, enrollment)).length === 0 };
  const decision = decide(ENROLLMENT_LIFECYCLE, from, command, side, facts);
  if (!decision.allowed) {
    const isIncomplete = decision.refusal.kind === 'guard';
    if (isIncomplete) throw refusal('enrollment_incomplete', 'something is still missing');
    throw refusal('invalid_transition', `the enrollment is ${from}`);
  }
  enrollment.status = decision.transition.to;
  return from;
}

/** What was written, in the form in which it is judged. */
async function contentOf(em: EntityManager, enrollment: Enrollment): Promise<EnrollmentContent> {
  const { fullName, email, services, city, timezone, schedule } = enrollment;
  const photos = await em.find(EnrollmentPhoto, { enrollment: enrollment.id });
  return {
    fullName: fullName ?? null,
    email: email ?? null,
    services,
    location: city == null ? null : { city },
    availability: timezone == null || schedule == null ? null : { timezone, schedule },
    photos: photos.map(({ serviceType }) => ({ serviceType })),
  };
}

/** What the workflow remembers of an enrollment; operators are reminded from its submission on until they have decided. */
export function toSnapshot(enrollment: Enrollment, settings: EnrollmentDependencies['settings']): EnrollmentSnapshot {
  const { status, submittedAt, remindedAt, reminders, provider } = enrollment;
  const waits = status === 'pending_verification' && submittedAt != null;
  return {
    status,
    nextReminderAtMs: waits ? (remindedAt ?? submittedAt).getTime() + settings.enrollmentReminderMs : null,
    decideByMs: waits ? submittedAt.getTime() + settings.enrollmentReviewMs : null,
    reminders,
    providerId: provider?.id ?? null,
    commandsPerRun: settings.commandsPerRun,
  };
}

/** What every fact about an enrollment has in common. */
export function enrollmentFact({ id }: Enrollment, type: string, key: string, atMs: number) {
  return { key, aggregate: 'enrollment', aggregateId: id, type, atMs } as const satisfies Partial<Fact>;
}

/** The applicant hears where the enrollment stands now. */
export function tellApplicant(enrollment: Enrollment): Told {
  return toldTo(enrollment, enrollment.account.id);
}

/** Every active operator hears of an enrollment that waits for one; an applicant who is one hears of it as such. */
export async function tellOperators(em: EntityManager, enrollment: Enrollment): Promise<Told[]> {
  const operators: { id: string }[] = await em.execute(
    `select id from accounts where status = 'active' and 'admin' = any (roles) and id <> ? order by id`,
    [enrollment.account.id],
  );
  return operators.map(({ id }) => toldTo(enrollment, id));
}

function toldTo({ id, status }: Enrollment, accountId: string): Told {
  return { accountId, type: 'enrollment:updated', payload: { enrollmentId: id, status } };
}
