import { hash, randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import type { Orm } from '#db/transaction.ts';
import type { RefreshSuccessor } from '#platform/refresh-successors.ts';

/** Gives out, rotates and takes back refresh tokens. */
export interface RefreshTokens {
  /**
   * The first token of a new family: one login. Nothing when the account is suspended in this moment. It is written with
   * the caller's transaction, if there is one.
   */
  issue(em: EntityManager, accountId: string): Promise<string | undefined>;
  /**
   * The next token in place of this one, or nothing when this one is not good (any more). Exchanged again within the grace,
   * it is answered with the newest token of its family, and nothing new is made.
   */
  rotate(token: string): Promise<Rotated | undefined>;
  /** Ends the login that a token belongs to; an unknown token ends none. */
  revoke(token: string): Promise<void>;
}

/** A token that takes the place of another, and whose it is. */
export interface Rotated {
  readonly accountId: string;
  readonly token: string;
}

interface Found {
  readonly id: string;
  readonly accountId: string;
  readonly isUsed: boolean;
}

const TOKEN_BYTES = 32;

/** A family with one revoked token is revoked as a whole, so that a rotation at the same moment cannot outlive it. */
const IS_REVOKED = `exists (select from refresh_tokens f where f.family_id = t.family_id and f.revoked_at is not null)`;

const INSERT = `insert into refresh_tokens (id, account_id, family_id, token_hash, expires_at)
  select ?, id, ?, ?, now() + ? * interval '1 millisecond' from accounts where id = ? and status = 'active' for share
  returning account_id`;

/** A token that is good: not used yet, or used no longer ago than the grace. */
const FIND = `select t.id, t.account_id as "accountId", t.used_at is not null as "isUsed"
  from refresh_tokens t join accounts a on a.id = t.account_id
  where t.token_hash = ? and (t.used_at is null or t.used_at > now() - ? * interval '1 millisecond')
    and t.expires_at > now() and not ${IS_REVOKED} and a.status = 'active'`;

/** One statement, so that of two uses at the same time one finds the row already used; the lock decides which. */
const ROTATE = `with spent as (
    update refresh_tokens t set used_at = now() from accounts a
    where t.id = ? and t.used_at is null and t.expires_at > now() and not ${IS_REVOKED}
      and a.id = t.account_id and a.status = 'active'
    returning t.account_id, t.family_id
  )
  insert into refresh_tokens (id, account_id, family_id, token_hash, expires_at)
  select ?, account_id, family_id, ?, now() + ? * interval '1 millisecond' from spent
  returning id`;

/** Rows are locked in one order, so that two of these never wait for each other. */
const revokeFamily = (condition: string): string => `with family as (
    select f.id from refresh_tokens t join refresh_tokens f on f.family_id = t.family_id
    where t.token_hash = ? and ${condition} and f.revoked_at is null order by f.id for update of f
  )
  update refresh_tokens r set revoked_at = now() from family where r.id = family.id`;

const REVOKE = revokeFamily('true');
const REVOKE_IF_REUSED = revokeFamily(`t.used_at <= now() - ? * interval '1 millisecond'`);

/** Used tokens are taken back too: a rotation at this moment may be about to give its family a new one. */
const REVOKE_ALL = `with own as (
    select id from refresh_tokens where account_id = ? and revoked_at is null order by id for update
  )
  update refresh_tokens r set revoked_at = now() from own where r.id = own.id`;

/** Ends every login of an account with the caller's transaction; its access tokens run out within minutes. */
export async function revokeAllRefreshTokens(em: EntityManager, accountId: string): Promise<void> {
  await em.execute(REVOKE_ALL, [accountId]);
}

/** What refresh tokens are made with. */
export interface RefreshTokenOptions {
  readonly orm: Orm;
  readonly refreshTtlMs: number;
  /** For how long after its use a token still leads to its successor. */
  readonly graceMs: number;
  readonly successorOf: RefreshSuccessor;
}

/**
 * Refresh tokens work once, are kept as hashes only, and end their whole family when one is used again (RFC 9700, section
 * 4.14.2). Within the grace a used one is answered with the newest of its family and makes none, so a lost answer or two
 * tabs of one browser end no login. Whoever stole a token gains no second chain by it: owner and thief then hold the same
 * token, and the first use after the grace of one that the other has exchanged ends both.
 */
export function createRefreshTokens({ orm, refreshTtlMs, graceMs, successorOf }: RefreshTokenOptions): RefreshTokens {
  return { issue, rotate, revoke };

  async function issue(em: EntityManager, accountId: string): Promise<string | undefined> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const rows: unknown[] = await em.execute(INSERT, [uuidv7(), uuidv7(), hashOf(token), refreshTtlMs, accountId]);
    return rows.length > 0 ? token : undefined;
  }

  async function rotate(token: string): Promise<Rotated | undefined> {
    const found = await find(token);
    if (found) return found.isUsed ? newestAfter(found, token) : exchange(found, token);
    await orm.em.execute(REVOKE_IF_REUSED, [hashOf(token), graceMs]);
    return undefined;
  }

  async function exchange(found: Found, token: string): Promise<Rotated | undefined> {
    const next = successorOf({ id: found.id, token });
    const made: unknown[] = await orm.em.execute(ROTATE, [found.id, uuidv7(), hashOf(next), refreshTtlMs]);
    // Whatever else has used it since it was found has also made its successor.
    return made.length > 0 ? { accountId: found.accountId, token: next } : newestAfter(found, token);
  }

  /** Goes on to the end of what has been exchanged within the grace; an ended login has no end that is good. */
  async function newestAfter(used: Found, token: string): Promise<Rotated | undefined> {
    const next = successorOf({ id: used.id, token });
    const found = await find(next);
    if (!found) return undefined;
    return found.isUsed ? newestAfter(found, next) : { accountId: found.accountId, token: next };
  }

  async function find(token: string): Promise<Found | undefined> {
    const [found]: Found[] = await orm.em.execute(FIND, [hashOf(token), graceMs]);
    return found;
  }

  async function revoke(token: string): Promise<void> {
    await orm.em.execute(REVOKE, [hashOf(token)]);
  }
}

const hashOf = (token: string): string => hash('sha256', token, 'hex');
