import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import { toInstant } from '#contracts/common.ts';
import type { Confirm, Register, RegistrationAccepted } from '#contracts/accounts.ts';
import { Registration } from '#db/entities/registration.entity.ts';
import { mailWasWanted } from '#db/mail-claims.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { registrationRun } from '#db/run-orders.ts';
import { inTransaction } from '#db/transaction.ts';
import { isMailOn } from '#platform/mail.ts';
import { registrationConfirmed } from '#workflows/registration/messages.ts';
import type { NewSession, Sessions } from './sessions.ts';

/** What registrations need. */
export type RegistrationDeps = Pick<
  ApiDeps,
  'orm' | 'config' | 'now' | 'passwords' | 'confirmationTokens' | 'registrationCallers'
>;

/** The way from nobody to an account. */
export interface Registrations {
  /** Takes a registration; the mail of the address gets the rest. Whether it has an account is not even looked up. */
  register(given: z.output<typeof Register>): Promise<z.input<typeof RegistrationAccepted>>;
  /** Opens the account of a registration, once. Every token that opens none is refused in the same words. */
  confirm(given: z.output<typeof Confirm>): Promise<NewSession>;
}

/** Of all that confirm one link at once, one deletes the registration; of all links to one address, one opens its account. */
const OPEN_ACCOUNT = `with confirmed as (
    delete from registrations where id = ? and purpose = 'account' and expires_at > now() returning email, name, password_hash
  )
  insert into accounts (id, email, name, password_hash, roles)
  select ?, email, name, password_hash, array['consumer'] from confirmed
  on conflict do nothing
  returning id`;

/** Registrations over the outbox: what is answered with 202 is kept, and its mail goes out when everything is up. */
export function createRegistrations(deps: RegistrationDeps, sessions: Pick<Sessions, 'begin'>): Registrations {
  const { orm, config, now, passwords, confirmationTokens } = deps;
  return { register, confirm };

  async function register({ email, password, name }: z.output<typeof Register>) {
    if (!isMailOn(config)) throw new Problem('registration_closed', 'this installation sends no mail');
    const id = uuidv7();
    const passwordHash = await passwords.hash(password);
    const expiresAt = new Date(now() + config.registration.ttlMs);
    await inTransaction(orm, async (em) => {
      await em.insert(Registration, { id, email, name, passwordHash, expiresAt });
      enqueueWorkflow(
        em,
        registrationRun({ id, purpose: 'account', status: 'pending', expiresAtMs: expiresAt.getTime() }),
      );
    });
    return { status: 'confirmation_sent' as const, expiresAt: toInstant(expiresAt) };
  }

  async function confirm({ token }: z.output<typeof Confirm>): Promise<NewSession> {
    const registrationId = confirmationTokens.open(token);
    if (registrationId === undefined) throw invalid();
    return sessions.begin((em) => openAccount(em, registrationId));
  }

  /** What is refused here is undone: a link that opens nothing leaves everything as it was. */
  async function openAccount(em: EntityManager, registrationId: string): Promise<string> {
    const [opened]: { id: string }[] = await em.execute(OPEN_ACCOUNT, [registrationId, uuidv7()]);
    if (!opened) throw invalid();
    await mailWasWanted({ em }, registrationId);
    const signal = { name: registrationConfirmed.name, input: { registrationId } };
    const confirmed = { id: registrationId, purpose: 'account', status: 'confirmed', expiresAtMs: now() } as const;
    enqueueWorkflow(em, registrationRun(confirmed, signal)); // should its run be over already, a new one ends at once
    return opened.id;
  }
}

const invalid = (): Problem => new Problem('confirmation_invalid', 'the link is not good, or not any more');
