import type { EntityManager } from '@mikro-orm/postgresql';
import type { MailHash } from './mail-hash.ts';

interface Person {
  readonly accountId: string;
  /** Null when the account has none, or is gone. */
  readonly email: string | null;
}

const ANONYMISE = `
  update audit_entries set
    ip = case when mine then null else ip end,
    user_agent = case when mine then null else user_agent end,
    mail_hash = case when mail_hash = ? then null else mail_hash end,
    reason = case when resource_id = ?::uuid then null else reason end,
    anonymised_at = now()
  from (select id as own, actor_id is not distinct from ?::uuid or (actor_id is null and mail_hash = ?) as mine
          from audit_entries where actor_id = ?::uuid or resource_id = ?::uuid or mail_hash = ?) as touched
  where id = own
    and (mine and (ip is not null or user_agent is not null)
         or mail_hash = ?
         or resource_id = ?::uuid and reason is not null)
  returning 1 as changed`;

/**
 * Takes somebody out of the audit when they are erased, with the caller's transaction: where their calls came from, the hash
 * of their mail address, and what operators wrote about their account. That something was done, when, by which id and
 * with which outcome stays; the id leads to nobody once the account is gone. Answers how many entries had something to
 * take out.
 */
export async function anonymiseAudit(
  em: Pick<EntityManager, 'execute'>,
  { accountId, email }: Person,
  mailHash: MailHash,
): Promise<number> {
  const hash = email === null ? null : mailHash(email);
  const params = [hash, accountId, accountId, hash, accountId, accountId, hash, hash, accountId];
  const changed: unknown[] = await em.execute(ANONYMISE, params);
  return changed.length;
}
