import { isRecorded, recordFacts } from '#db/facts.ts';
import { takePayload, type EnrollmentPayload } from '#db/payloads.ts';
import type { Command } from '#workflows/shared/command.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import { activate, isProvider } from './activation.ts';
import {
  changeEnrollment,
  enrollmentFact,
  moveEnrollment,
  tellApplicant,
  tellOperators,
  toSnapshot,
} from './enrollment-rows.ts';
import type { EnrollmentAt, EnrollmentDependencies, EnrollmentSnapshot, Verdict } from './snapshot.ts';

const EVENT_TYPE = { approve: 'enrollment.approved', reject: 'enrollment.rejected' } as const;

/** An operator's decision: with the approval the provider is there, with the rejection its reason. */
export async function decideEnrollment(
  dependencies: EnrollmentDependencies,
  command: Command & EnrollmentAt & { verdict: Verdict },
): Promise<EnrollmentSnapshot> {
  const { enrollmentId, commandId, actorId, payloadId, verdict, atMs } = command;
  const key = `${commandId} ${verdict}`;
  return changeEnrollment(dependencies, enrollmentId, async (em, enrollment) => {
    if (await isRecorded(em, key)) return;
    const from = await moveEnrollment(em, enrollment, verdict, 'admin');
    const { reason } = await takePayload<EnrollmentPayload>(em, payloadId);
    enrollment.decidedAt = new Date(atMs);
    if (verdict === 'reject') enrollment.rejectionReason = reason ?? null;
    else if (await isProvider(em, enrollment.account.id)) {
      throw refusal('already_provider', 'the account runs a provider by now');
    } else await activate(em, enrollment, atMs);
    await recordFacts(em, [
      {
        ...enrollmentFact(enrollment, EVENT_TYPE[verdict], key, atMs),
        from,
        to: enrollment.status,
        side: 'admin',
        actorId,
        note: verdict === 'reject' ? reason : undefined,
        tell: [tellApplicant(enrollment)],
      },
    ]);
  });
}

/** Reminds every active operator, when the time has come and nobody has decided meanwhile; else it changes nothing. */
export async function remindOperators(
  dependencies: EnrollmentDependencies,
  { enrollmentId, atMs }: EnrollmentAt,
): Promise<EnrollmentSnapshot> {
  return changeEnrollment(dependencies, enrollmentId, async (em, enrollment) => {
    const { nextReminderAtMs } = toSnapshot(enrollment, dependencies.settings);
    if (nextReminderAtMs === null || nextReminderAtMs > atMs) return;
    em.assign(enrollment, { reminders: enrollment.reminders + 1, remindedAt: new Date(atMs) });
    const key = `enrollment/${enrollmentId} remind ${enrollment.submissions} ${enrollment.reminders}`;
    await recordFacts(em, [
      {
        ...enrollmentFact(enrollment, 'enrollment.reminded', key, atMs),
        side: 'system',
        data: { reminder: enrollment.reminders },
        tell: await tellOperators(em, enrollment),
      },
    ]);
  });
}
