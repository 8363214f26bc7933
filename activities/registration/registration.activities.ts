import { Registration } from '#db/entities/registration.entity.ts';
import type { Orm } from '#db/transaction.ts';

/** The facts of a registration's life; every one may run twice. */
export function createRegistrationActivities({ orm }: { orm: Orm }) {
  return { forgetRegistration };

  /** Deletes the name, the address and the password's hash; what is gone already is no mistake. */
  async function forgetRegistration(registrationId: string): Promise<void> {
    await orm.em.fork().nativeDelete(Registration, { id: registrationId });
  }
}
export type RegistrationActivities = ReturnType<typeof createRegistrationActivities>;
