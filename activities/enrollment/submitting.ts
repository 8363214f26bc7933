import { isRecorded, recordFacts } from '#db/facts.ts';
import { needsLicense } from '#domain/enrollment/needs.ts';
import type { SubmitEnrollment } from '#workflows/enrollment/messages.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import { requireRoom } from '../shared/require-room.ts';
import { activate, isProvider } from './activation.ts';
import { changeEnrollment, enrollmentFact, moveEnrollment, tellApplicant, tellOperators } from './enrollment-rows.ts';
import type { EnrollmentAt, EnrollmentDependencies, EnrollmentSnapshot } from './snapshot.ts';

/** Hands in exactly the revision that was seen, if nothing is missing in it. */
export async function submitEnrollment(
  dependencies: EnrollmentDependencies,
  { enrollmentId, commandId, actorId, revision, atMs }: SubmitEnrollment & EnrollmentAt,
): Promise<EnrollmentSnapshot> {
  const key = `${commandId} submit`;
  return changeEnrollment(dependencies, enrollmentId, async (em, enrollment) => {
    if (await isRecorded(em, key)) return;
    const rules = { quotas: dependencies.quotas, nowMs: atMs };
    await requireRoom({ em }, rules, { accountId: enrollment.account.id }, { submissions: 1 });
    const from = await moveEnrollment(em, enrollment, 'submit', 'consumer');
    if (enrollment.revision !== revision) {
      throw refusal('stale_revision', `the enrollment is at revision ${enrollment.revision}`);
    }
    if (await isProvider(em, enrollment.account.id)) throw refusal('already_provider', 'the account runs a provider');
    em.assign(enrollment, {
      submissions: enrollment.submissions + 1,
      submittedAt: new Date(atMs),
      reminders: 0,
      remindedAt: null,
      decidedAt: null,
      rejectionReason: null,
    });
    await recordFacts(em, [
      {
        ...enrollmentFact(enrollment, 'enrollment.submitted', key, atMs),
        from,
        to: enrollment.status,
        side: 'consumer',
        actorId,
        tell: [tellApplicant(enrollment)],
      },
    ]);
  });
}

/** The automatic check of what was handed in: it makes the provider, or calls operators where a licence has to be looked at. */
export async function checkEnrollment(
  dependencies: EnrollmentDependencies,
  { enrollmentId, atMs }: EnrollmentAt,
): Promise<EnrollmentSnapshot> {
  return changeEnrollment(dependencies, enrollmentId, async (em, enrollment) => {
    if (enrollment.status !== 'pending') return; // an earlier attempt did it
    const isForPerson = needsLicense(enrollment.services) || (await isProvider(em, enrollment.account.id));
    const from = await moveEnrollment(em, enrollment, isForPerson ? 'refer' : 'verify', 'system');
    if (!isForPerson) {
      enrollment.decidedAt = new Date(atMs);
      await activate(em, enrollment, atMs);
    }
    const type = isForPerson ? 'enrollment.referred' : 'enrollment.verified';
    const key = `enrollment/${enrollmentId} check ${enrollment.submissions}`;
    await recordFacts(em, [
      {
        ...enrollmentFact(enrollment, type, key, atMs),
        from,
        to: enrollment.status,
        side: 'system',
        tell: [tellApplicant(enrollment), ...(isForPerson ? await tellOperators(em, enrollment) : [])],
      },
    ]);
  });
}
