import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountChanges } from '#api/accounts/account-changes.ts';
import { revokeAllRefreshTokens } from '#api/accounts/refresh-tokens.ts';
import { recordAudit, type Deed } from '#api/audit/record.ts';
import { Problem } from '#api/http/problem.ts';
import { signalStandingChanged } from '#db/standing.ts';
import { isTrading } from '#domain/standing.ts';
import { inTransaction, takeTurn, type Orm } from '#db/transaction.ts';
import type { AccountStatus, Role } from '#domain/accounts.ts';

/** Who acts, why and from where; the audit entry of the act is made of it. Without an actor it is the system's operator. */
export type Act = Pick<Deed, 'side' | 'actorId' | 'ip' | 'userAgent' | 'requestId' | 'commandId'> & {
  readonly reason: string;
};

/**
 * What operators do to accounts. Each is one transaction with its audit entry, counts everywhere within two seconds, and is
 * done once however often its command comes.
 */
export interface AccountAdministration {
  suspend(accountId: string, act: Act): Promise<void>;
  reinstate(accountId: string, act: Act): Promise<void>;
  grant(accountId: string, roles: readonly Role[], act: Act): Promise<void>;
  revoke(accountId: string, roles: readonly Role[], act: Act): Promise<void>;
  /** Ends every login; access tokens that are out run out within minutes. */
  signOut(accountId: string, act: Act): Promise<void>;
}

interface AdministrationOptions {
  readonly orm: Orm;
  readonly accountChanges: Pick<AccountChanges, 'announce'>;
  readonly now?: () => number;
}

/** What an account may do, as far as operators change it. */
interface Standing {
  readonly status: AccountStatus;
  readonly roles: readonly Role[];
}

type Change = (before: Standing) => Standing;

export function createAccountAdministration({
  orm,
  accountChanges,
  now = Date.now,
}: AdministrationOptions): AccountAdministration {
  return {
    suspend: (id, act) => change('suspendAccount', id, act, moveTo('suspended'), revokeAllRefreshTokens),
    reinstate: (id, act) => change('reinstateAccount', id, act, moveTo('active')),
    grant: (id, roles, act) =>
      change('changeAccountRoles', id, act, (now) => ({ ...now, roles: [...new Set([...now.roles, ...roles])] })),
    revoke: (id, roles, act) =>
      change('changeAccountRoles', id, act, (now) => ({
        ...now,
        roles: now.roles.filter((role) => !roles.includes(role)),
      })),
    signOut: (id, act) => change('signOutAccount', id, act, (now) => now, revokeAllRefreshTokens),
  };

  async function change(
    operationId: string,
    accountId: string,
    act: Act,
    toNext: Change,
    also?: (em: EntityManager, accountId: string) => Promise<void>,
  ): Promise<void> {
    await inTransaction(orm, async (em) => {
      await takeTurn(em, ONE_AT_A_TIME);
      if (await isDone(em, act)) return; // an attempt before this one died after its commit
      const before = await standingOf(em, accountId);
      if (!before) throw new Problem('not_found', 'there is no such account');
      const after = toNext(before);
      if (isOperator(before) && !isOperator(after)) await requireAnotherOperator(em, accountId, act);
      await requireStillOperator(em, act);
      if (after !== before) await save(em, accountId, after, now());
      if (after.status !== before.status) await signalStandingChanged(em, accountId);
      await also?.(em, accountId);
      const resource = { type: 'accounts', id: accountId };
      await recordAudit(em, { ...act, operationId, resource, outcome: 'succeeded', status: DONE });
    });
    accountChanges.announce(accountId);
  }
}

/** Acts on accounts are rare and short, so they wait for each other: of two operators who demote each other, one stays. */
const ONE_AT_A_TIME = 'proxie account administration';

/** The status under which an act is noted. */
const DONE = 200;

const isOperator = ({ status, roles }: Standing): boolean => status === 'active' && roles.includes('admin');

async function isDone(em: EntityManager, { commandId }: Act): Promise<boolean> {
  if (commandId === undefined) return false;
  const entries: unknown[] = await em.execute('select 1 from audit_entries where command_id = ? and status = ?', [
    commandId,
    DONE,
  ]);
  return entries.length > 0;
}

function moveTo(status: AccountStatus): Change {
  return (now) => {
    if (now.status === status) throw new Problem('conflict', `the account is ${status} already`);
    return { ...now, status };
  };
}

async function standingOf(em: EntityManager, accountId: string): Promise<Standing | undefined> {
  const [row]: Standing[] = await em.execute('select status, roles from accounts where id = ? for update', [accountId]);
  return row;
}

async function requireAnotherOperator(em: EntityManager, accountId: string, { actorId }: Act): Promise<void> {
  if (accountId === actorId) throw new Problem('own_account', 'another operator has to do this to your account');
  const others: unknown[] = await em.execute(
    `select 1 from accounts where status = 'active' and 'admin' = any (roles) and id <> ? limit 1`,
    [accountId],
  );
  if (others.length === 0) throw new Problem('last_admin', 'the account is the last active operator');
}

/** The role that let the caller in may have been taken a moment ago; within the lock it is certain. */
async function requireStillOperator(em: EntityManager, { actorId }: Act): Promise<void> {
  if (actorId === undefined) return;
  const actor = await standingOf(em, actorId);
  if (!actor || !isOperator(actor)) throw new Problem('forbidden', 'you are not an operator any more');
}

async function save(em: EntityManager, accountId: string, { status, roles }: Standing, nowMs: number): Promise<void> {
  await em.execute(
    `update accounts set status = ?, roles = ?::text[], version = version + 1,
            suspended_at = case when ? then null else coalesce(suspended_at, to_timestamp(? / 1000.0)) end
     where id = ?`,
    [status, `{${roles.join(',')}}`, isTrading({ accountStatus: status }), nowMs, accountId],
  );
}
