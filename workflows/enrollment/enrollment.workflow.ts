import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import { createAgenda } from '../shared/agenda.ts';
import { untilLoaded } from '../shared/faults.ts';
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

  const agenda = createAgenda(() => life.load());
  await untilLoaded(() => life.load(), inbox);
  while (!life.isOver) {
    if (await renewIfLong(inbox, { commandsPerRun: life.commandsPerRun, continuedBefore: true }, renew)) continue;
    const { nextDue } = life;
    const due = nextDue && agenda.first([nextDue]);
    // The check of what is submitted comes before every command: a worker died between the two.
    const isLate = due !== undefined && life.status === 'pending' && due.atMs <= Date.now();
    const came = isLate ? 'deadline' : await inbox.next(due?.atMs, due?.summary ?? 'a draft', () => false);
    if (due && came === 'deadline') await agenda.carryOut(due);
  }
  await inbox.drain();
  return life.status;

  function renew(): Promise<never> | undefined {
    return life.isOver ? undefined : continueAsNew<typeof enrollmentWorkflow>({ enrollmentId });
  }
}
