import { v7 as uuidv7 } from 'uuid';
import type { ApiDeps } from '#api/deps.ts';
import { Registration } from '#db/entities/registration.entity.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { registrationRun } from '#db/run-orders.ts';
import { inTransaction, takeTurn } from '#db/transaction.ts';
import { UNUSABLE_PASSWORD } from '#platform/password.ts';
import { registrationConfirmed } from '#workflows/registration/messages.ts';

/** What is needed to know devices. */
export type DeviceDeps = Pick<ApiDeps, 'orm' | 'now' | 'confirmationTokens' | 'deviceTokens'>;

/** A device that has shown that it is not new to the owner of a mail address. */
export interface KnownDevice {
  readonly id: string;
  /** To be called after a login: the code of a mail works once. */
  spend(): Promise<void>;
}

/** Tells devices that have signed in before from those that have not, and makes a way for these. */
export interface Devices {
  /** Whom a device token of a session, or the code of a mail, belongs to; nothing for any other text. */
  recognise(email: string, token: string): Promise<KnownDevice | undefined>;
  /**
   * Sends a code to a mail address, at most one every few minutes. Whether the address has an account is not even looked up
   * here: its run does, later.
   */
  sendCode(email: string): Promise<void>;
}

/** How long a code works. At every moment of an attack, one that still does lies in the owner's mailbox. */
const CODE_TTL_MS = 3_600_000;
const BETWEEN_CODES = '15 minutes';

const FIND_CODE = `select id from registrations
  where id = ? and email = ? and purpose = 'sign_in' and expires_at > now()`;

const INSERT_CODE = `insert into registrations (id, email, name, password_hash, purpose, expires_at)
  select ?, ?, '', '${UNUSABLE_PASSWORD}', 'sign_in', ? where not exists (
    select from registrations where email = ? and purpose = 'sign_in' and created_at > now() - interval '${BETWEEN_CODES}')
  returning id`;

/** Devices by signed tokens, of which nothing is kept; codes by mail over the outbox, as registrations. */
export function createDevices({ orm, now, confirmationTokens, deviceTokens }: DeviceDeps): Devices {
  return { recognise, sendCode };

  async function recognise(email: string, token: string): Promise<KnownDevice | undefined> {
    const deviceId = deviceTokens.open(token, email);
    if (deviceId !== undefined) return { id: deviceId, spend: async () => undefined };
    const codeId = confirmationTokens.open(token);
    if (codeId === undefined) return undefined;
    const rows: unknown[] = await orm.em.execute(FIND_CODE, [codeId, email]);
    return rows.length > 0 ? { id: codeId, spend: () => spendCode(codeId) } : undefined;
  }

  async function spendCode(codeId: string): Promise<void> {
    await inTransaction(orm, async (em) => {
      const deleted = await em.nativeDelete(Registration, { id: codeId });
      if (deleted === 0) return;
      const signal = { name: registrationConfirmed.name, input: { registrationId: codeId } };
      const spent = { id: codeId, purpose: 'sign_in', status: 'confirmed', expiresAtMs: now() } as const;
      enqueueWorkflow(em, registrationRun(spent, signal));
    });
  }

  async function sendCode(email: string): Promise<void> {
    const id = uuidv7();
    const expiresAt = new Date(now() + CODE_TTL_MS);
    await inTransaction(orm, async (em) => {
      await takeTurn(em, `sign-in code ${email}`);
      const inserted: unknown[] = await em.execute(INSERT_CODE, [id, email, expiresAt, email]);
      if (inserted.length === 0) return;
      const expiresAtMs = expiresAt.getTime();
      enqueueWorkflow(em, registrationRun({ id, purpose: 'sign_in', status: 'pending', expiresAtMs }));
    });
  }
}
