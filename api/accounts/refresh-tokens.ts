import { hash, randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import type { Orm } from '#db/transaction.ts';

/** Gives out, rotates and takes back refresh tokens. */
export interface RefreshTokens {
  /**
   * The first token of a new family: one login. Nothing when the account is suspended in this moment. It is written with
   * the caller's transaction, if there is one.
   */
  issue(em: EntityManager, accountId: string): Promise<string | undefined>;
  /** The next token in place of this one, or nothing when this one is not good (any more). */
  rotate(token: string): Promise<{ accountId: string; token: string } | undefined>;
  /** Ends the login that a token belongs to; an unknown token ends none. */
  revoke(token: string): Promise<void>;
}

const TOKEN_BYTES = 32;

/** A family with one revoked token is revoked as a whole, so that a rotation at the same moment cannot outlive it. */
const IS_REVOKED = `exists (select from refresh_tokens f where f.family_id = t.family_id and f.revoked_at is not null)`;

const INSERT = `insert into refresh_tokens (id, account_id, family_id, token_hash, expires_at)
  select ?, id, ?, ?, now() + ? * interval '1 millisecond' from accounts where id = ? and status = 'active' for share
  returning account_id`;

/** One statement, so that of two uses at the same time one finds the row already used; the lock decides which. */
const ROTATE = `with spent as (
    update refresh_tokens t set used_at = now() from accounts a
    where t.token_hash = ? and t.used_at is null and t.expires_at > now() and not ${IS_REVOKED}
      and a.id = t.account_id and a.status = 'active'
    returning t.account_id, t.family_id
  )
  insert into refresh_tokens (id, account_id, family_id, token_hash, expires_at)
  select ?, account_id, family_id, ?, now() + ? * interval '1 millisecond' from spent
  returning account_id`;

/** Rows are locked in one order, so that two of these never wait for each other. */
const revokeFamily = (condition: string): string => `with family as (
    select f.id from refresh_tokens t join refresh_tokens f on f.family_id = t.family_id
    where t.token_hash = ? and ${condition} and f.revoked_at is null order by f.id for update of f
  )
  update refresh_tokens r set revoked_at = now() from family where r.id = family.id`;

const REVOKE = revokeFamily('true');
const REVOKE_IF_USED = revokeFamily('t.used_at is not null');

/** Used tokens are taken back too: a rotation at this moment may be about to give its family a new one. */
const REVOKE_ALL = `with own as (
    select id from refresh_tokens where account_id = ? and revoked_at is null order by id for update
  )
  update refresh_tokens r set revoked_at = now() from own where r.id = own.id`;

/** Ends every login of an account with the caller's transaction; its access tokens run out within minutes. */
export async function revokeAllRefreshTokens(em: EntityManager, accountId: string): Promise<void> {
  await em.execute(REVOKE_ALL, [accountId]);
}

/** Refresh tokens work once, are kept as hashes only, and end their whole family when one is used again. */
export function createRefreshTokens({ orm, refreshTtlMs }: { orm: Orm; refreshTtlMs: number }): RefreshTokens {
  return { issue, rotate, revoke };

  async function issue(em: EntityManager, accountId: string): Promise<string | undefined> {
    const token = newToken();
    const rows: unknown[] = await em.execute(INSERT, [uuidv7(), uuidv7(), hashOf(token), refreshTtlMs, accountId]);
    return rows.length > 0 ? token : undefined;
  }

  async function rotate(token: string): Promise<{ accountId: string; token: string } | undefined> {
    const next = newToken();
    const parameters = [hashOf(token), uuidv7(), hashOf(next), refreshTtlMs];
    const [rotated]: { account_id: string }[] = await orm.em.execute(ROTATE, parameters);
    if (rotated) return { accountId: rotated.account_id, token: next };
    await orm.em.execute(REVOKE_IF_USED, [hashOf(token)]);
    return undefined;
  }

  async function revoke(token: string): Promise<void> {
    await orm.em.execute(REVOKE, [hashOf(token)]);
  }
}

const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');
const hashOf = (token: string): string => hash('sha256', token, 'hex');
