import {
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { ActivityFailure } from '@temporalio/common';
import type { ConfirmationActivities } from '../../activities/registration/confirmation.activities.ts';
import type { RegistrationActivities } from '../../activities/registration/registration.activities.ts';
import { STATUS } from '../shared/attributes.ts';
import { untilDone } from '../shared/faults.ts';
import { proxyFacts } from '../shared/facts.ts';
import { NOTIFY_QUEUE } from '../shared/queues.ts';
import { registrationConfirmed, type RegistrationEnd, type RegistrationInput } from './messages.ts';

const facts = proxyFacts<RegistrationActivities>();

/**
 * Sends the mail that a registration needs and forgets the registration when its time is over. What the mail says, and
 * whether there was one, its history does not tell: that would be whether the address has an account.
 */
export async function registrationWorkflow({
  registrationId,
  expiresAtMs,
}: RegistrationInput): Promise<RegistrationEnd> {
  let isConfirmed = false as boolean; // set by the handler, which the compiler does not see
  setHandler(registrationConfirmed, () => void (isConfirmed = true));

  const mailing = new CancellationScope();
  const mailed = isConfirmed ? undefined : mailing.run(() => sendMail(registrationId, expiresAtMs - Date.now()));
  if (!isConfirmed && expiresAtMs > Date.now()) {
    await condition(() => isConfirmed, expiresAtMs - Date.now(), { summary: 'the registration expires' });
  }
  mailing.cancel(); // whoever has confirmed has a mail; the others need none any more
  await mailed;
  if (!isConfirmed) await untilDone(() => facts.forgetRegistration(registrationId));
  const end = isConfirmed ? 'confirmed' : 'expired';
  upsertSearchAttributes([{ key: STATUS, value: end }]);
  return end;
}

async function sendMail(registrationId: string, patienceMs: number): Promise<void> {
  const { sendConfirmation } = proxyActivities<ConfirmationActivities>({
    taskQueue: NOTIFY_QUEUE,
    // The mailer gives up on a server after less; what is left is for a worker that was killed.
    startToCloseTimeout: '60s',
    // A mail is worth sending as long as its link works. A server that is down is asked again and again until then.
    scheduleToCloseTimeout: Math.max(patienceMs, 1),
    // Soon at first, for a server that asks to come back (greylisting). Then at most hourly: a server may have taken the
    // mail each time without ever saying so.
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1h' },
    summary: 'send the mail of the registration',
  });
  try {
    const outcome = await sendConfirmation(registrationId);
    upsertSearchAttributes([{ key: STATUS, value: outcome }]);
  } catch (failure) {
    // Its time is over, or it is not needed any more. Anything else is a mistake of ours.
    if (!isCancellation(failure) && !(failure instanceof ActivityFailure)) throw failure;
  }
}
