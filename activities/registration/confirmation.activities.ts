import { sendConfirmation, type ConfirmationDependencies, type ConfirmationOutcome } from './send-confirmation.ts';

/** The mails of registrations as scheduled activities on the queue `notify`: they wait for servers of others. */
export function createConfirmationActivities(dependencies: ConfirmationDependencies) {
  return {
    sendConfirmation: (registrationId: string): Promise<ConfirmationOutcome> =>
      sendConfirmation(dependencies, registrationId),
  };
}
export type ConfirmationActivities = ReturnType<typeof createConfirmationActivities>;
