import { createHmac } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { mailboxOf, ownDomainOf } from '#domain/mailbox.ts';
import type { RegistrationPurpose } from './entities/registration.entity.ts';
import { takeTurn, type SqlReader } from './transaction.ts';

/** How many mails strangers may cause. */
export interface MailLimits {
  /** To one mailbox in an hour. */
  readonly mailboxHour: number;
  /** To one mailbox in a day. */
  readonly mailboxDay: number;
  /** To the mailboxes of one domain in an hour, without those whose readers have followed the link. For registrations only. */
  readonly domainHour: number;
}

/** A mail that is about to be sent. */
export interface MailToClaim {
  readonly id: string;
  readonly email: string;
  readonly purpose: RegistrationPurpose;
}

/** Decides about every mail that somebody can cause without being known to be its reader. */
export interface MailClaims {
  /**
   * Counts a mail before it is sent, inside the transaction that decides to send it; false when its mailbox or its domain
   * has had its share. Each purpose counts apart: nobody's registrations use up the codes to sign in. Claimed again under
   * the same id, it is the same mail. Whether the address has an account is not looked at.
   */
  claim(em: EntityManager, mail: MailToClaim): Promise<boolean>;
}

/** Mails count for a day. */
const CLAIM_DAYS = 1;

export function createMailClaims({ limits, secret }: { limits: MailLimits; secret: string }): MailClaims {
  return { claim };

  async function claim(em: EntityManager, { id, email, purpose }: MailToClaim): Promise<boolean> {
    const mailbox = keyOf(`mailbox ${purpose}`, mailboxOf(email));
    const own = purpose === 'account' ? ownDomainOf(email) : undefined;
    const domain = own === undefined ? null : keyOf('domain', own);
    // Always in this order, so that two mails never wait for each other.
    for (const key of [mailbox, ...(domain === null ? [] : [domain])]) {
      await takeTurn(em, `mail ${key}`);
    }
    const [counted]: { isKnown: boolean; hour: number; day: number; domain: number }[] = await em.execute(COUNT, [
      id,
      mailbox,
      mailbox,
      domain,
    ]);
    if (!counted || counted.isKnown) return true;
    const { hour, day, domain: ofDomain } = counted;
    if (hour >= limits.mailboxHour || day >= limits.mailboxDay || ofDomain >= limits.domainHour) return false;
    await em.execute('insert into mail_claims (id, mailbox, domain) values (?, ?, ?)', [id, mailbox, domain]);
    return true;
  }

  /** Keyed, so that nobody can try out addresses with the rows alone. */
  function keyOf(what: `mailbox ${RegistrationPurpose}` | 'domain', name: string): string {
    return createHmac('sha256', secret).update(`mail ${what}\0${name}`).digest('base64url');
  }
}

const COUNT = `select exists (select from mail_claims where id = ?) as "isKnown",
  (select count(*)::int from mail_claims where mailbox = ? and claimed_at > now() - interval '1 hour') as hour,
  (select count(*)::int from mail_claims where mailbox = ? and claimed_at > now() - make_interval(days => ${CLAIM_DAYS})) as day,
  (select count(*)::int from mail_claims where domain = ? and claimed_at > now() - interval '1 hour') as domain`;

/** Stops counting a mail for its domain: its reader has followed the link, so they wanted it. */
export async function mailWasWanted({ em }: SqlReader, id: string): Promise<void> {
  await em.execute('update mail_claims set domain = null where id = ?', [id]);
}

/** Deletes what does not count any more; for the purge. */
export const OVER_MAIL_CLAIMS = `claimed_at < now() - make_interval(days => ${CLAIM_DAYS})`;
