import { ApplicationFailure } from '@temporalio/common';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import type { SubmitEnrollment } from '#workflows/enrollment/messages.ts';
import type { Command } from '#workflows/shared/command.ts';
import { decideEnrollment, remindOperators } from './deciding.ts';
import { toSnapshot } from './enrollment-rows.ts';
import type { EnrollmentAt, EnrollmentDependencies, EnrollmentSnapshot, Verdict } from './snapshot.ts';
import { checkEnrollment, submitEnrollment } from './submitting.ts';

/** The facts of an enrollment's life, one transaction each; every one may run twice with the same command. */
export function createEnrollmentActivities(dependencies: EnrollmentDependencies) {
  return {
    openEnrollment: (enrollmentId: string): Promise<EnrollmentSnapshot> => openEnrollment(dependencies, enrollmentId),
    submitEnrollment: (command: SubmitEnrollment & EnrollmentAt): Promise<EnrollmentSnapshot> =>
      submitEnrollment(dependencies, command),
    checkEnrollment: (at: EnrollmentAt): Promise<EnrollmentSnapshot> => checkEnrollment(dependencies, at),
    decideEnrollment: (command: Command & EnrollmentAt & { verdict: Verdict }): Promise<EnrollmentSnapshot> =>
      decideEnrollment(dependencies, command),
    remindOperators: (at: EnrollmentAt): Promise<EnrollmentSnapshot> => remindOperators(dependencies, at),
  };
}
export type EnrollmentActivities = ReturnType<typeof createEnrollmentActivities>;

/** Reads where an enrollment stands; changes nothing. */
async function openEnrollment(
  { orm, settings }: EnrollmentDependencies,
  enrollmentId: string,
): Promise<EnrollmentSnapshot> {
  const enrollment = await orm.em.fork().findOne(Enrollment, enrollmentId);
  if (!enrollment) throw ApplicationFailure.nonRetryable('there is no such enrollment', 'not_found');
  return toSnapshot(enrollment, settings);
}
