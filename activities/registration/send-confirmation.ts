import type { EntityManager } from '@mikro-orm/postgresql';
import type { RegistrationPurpose } from '#db/entities/registration.entity.ts';
import { inTransaction, type Orm } from '#db/transaction.ts';
import type { MailClaims } from '#db/mail-claims.ts';
import type { ConfirmationTokens } from '#platform/confirmation-tokens.ts';
import type { Log } from '#platform/logger.ts';
import { MailRefused, type Mailer } from '#platform/mail.ts';
import { accountExists, confirmAddress, signInCode } from './letters.ts';

/** What the mails of registrations need of their process. */
export interface ConfirmationDependencies {
  orm: Orm;
  mailer: Mailer;
  tokens: ConfirmationTokens;
  /** Where the page stands that the link leads to. */
  publicUrl: string;
  /** Counts the mails that strangers cause. */
  claims: MailClaims;
  log: Log;
  /** Aborted when the process has to end; what is given up is tried again elsewhere. */
  giveUp?: AbortSignal;
}

/** `settled`: a mail was sent, or none was due. Why is not told: it would say something about the address. */
export type ConfirmationOutcome = 'settled' | 'undeliverable';

interface Addressee {
  email: string;
  name: string;
  purpose: RegistrationPurpose;
  hasAccount: boolean;
  expiresAtMs: number;
}

/** Longer than any mail takes that arrives at all, and less than the activity may last. */
const SEND_MS = 45_000;

/**
 * Sends the one mail of a registration: the link, or the word that the address has an account. Of a code to sign in: the
 * code, and nothing to an address without an account. Run again it sends the same mail again. A mailbox or a domain that
 * has had its share gets none.
 */
export async function sendConfirmation(
  { orm, mailer, tokens, publicUrl, claims, log, giveUp }: ConfirmationDependencies,
  registrationId: string,
): Promise<ConfirmationOutcome> {
  const addressee = await inTransaction(orm, (em) => claimMail(em, registrationId, claims));
  if (!addressee) return 'settled';
  const letter = letterTo(addressee, publicUrl, tokens.of(registrationId));
  if (!letter) return 'settled';
  try {
    const signals = [AbortSignal.timeout(SEND_MS), ...(giveUp ? [giveUp] : [])];
    await mailer.send({ ...letter, key: registrationId, to: addressee.email }, AbortSignal.any(signals));
    return 'settled';
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    log.warn({ registrationId, reason: error.message }, 'the mail of a registration cannot be delivered');
    return 'undeliverable';
  }
}

function letterTo({ purpose, hasAccount, ...addressee }: Addressee, publicUrl: string, token: string) {
  switch (purpose) {
    case 'account':
      return hasAccount ? accountExists() : confirmAddress({ ...addressee, link: `${publicUrl}/confirm#${token}` });
    case 'sign_in':
      return hasAccount ? signInCode({ ...addressee, code: token, link: `${publicUrl}/device#${token}` }) : undefined;
  }
}

/** Counts the mail before it is sent: a server that fails sends no more of them. */
async function claimMail(
  em: EntityManager,
  registrationId: string,
  claims: MailClaims,
): Promise<Addressee | undefined> {
  const [row]: (Omit<Addressee, 'hasAccount' | 'expiresAtMs'> & { expiresAt: string; isClaimed: boolean })[] =
    await em.execute(
      `select email, name, purpose, expires_at as "expiresAt", mailed_at is not null as "isClaimed"
      from registrations where id = ? and expires_at > now()`,
      [registrationId],
    );
  if (!row) return undefined; // confirmed or forgotten meanwhile
  const { email, name, purpose, isClaimed } = row;
  if (!isClaimed) {
    if (!(await claims.claim(em, { id: registrationId, email, purpose }))) return undefined;
    await em.execute('update registrations set mailed_at = now() where id = ?', [registrationId]);
  }
  const [account]: { id: string }[] = await em.execute('select id from accounts where email = ?', [email]);
  return { email, name, purpose, hasAccount: account !== undefined, expiresAtMs: new Date(row.expiresAt).getTime() };
}
