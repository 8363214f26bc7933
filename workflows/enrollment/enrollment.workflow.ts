import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import { createBackoff, untilLoaded } from '../shared/faults.ts';
import { createInbox } from '../shared/inbox.ts';
import { renewIfLong } from '../shared/renewal.ts';
import { EnrollmentLife } from './enrollment-life.ts';
import { approveEnrollment, rejectEnrollment, submitEnrollment, type EnrollmentInput } from './messages.ts';

/**
 * Carries one enrollment from its draft to the provider that it makes, over as many rejections as it takes. A draft may wait
 * for years: it costs no timer, and what is written on meanwhile is not in its history.
 */
export async function enrollmentWorkflow({ enrollmentId }: EnrollmentInput): Promise<EnrollmentStatus> {
  const life = new EnrollmentLife(enrollmentId);
  const inbox = createInbox((failure) => life.afterFailure(failure));

  setHandler(submitEnrollment, (command) => inbox.ask(() => life.submit(command)), {
    validator: (_command) => life.check('submit', 'consumer'),
  });
  setHandler(approveEnrollment, (command) => inbox.ask(() => life.decide(command, 'approve')), {
    validator: (_command) => life.check('approve', 'admin'),
  });
  setHandler(rejectEnrollment, (command) => inbox.ask(() => life.decide(command, 'reject')), {
    validator: (_command) => life.check('reject', 'admin'),
  });

  const backoff = createBackoff();
  await untilLoaded(() => life.load(), inbox);
  while (!life.isOver) {
    if (await renewIfLong(inbox, { commandsPerRun: life.commandsPerRun, continuedBefore: true }, renew)) continue;
    if (life.status === 'pending' && backoff.dueAtMs('check', 0) <= Date.now()) {
      // A worker died between the submission and its check.
      await backoff.attempt('check', () => life.checkAutomatically());
    } else if (life.status === 'pending') {
      await inbox.next(backoff.dueAtMs('check', 0), 'another check after an unexpected error', () => false);
    } else {
      const { nextReminderAtMs } = life;
      const dueAtMs = nextReminderAtMs && backoff.dueAtMs('remind', nextReminderAtMs);
      const came = await inbox.next(dueAtMs, 'operators are reminded', () => false);
      if (came === 'deadline') await backoff.attempt('remind', () => life.remind());
    }
  }
  await inbox.drain();
  return life.status;

  function renew(): Promise<never> | undefined {
    return life.isOver ? undefined : continueAsNew<typeof enrollmentWorkflow>({ enrollmentId });
  }
}
