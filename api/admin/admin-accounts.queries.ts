import type { AccountRow } from '#api/accounts/accounts.queries.ts';
import { behind, type Position } from '#api/shared/keyset.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { AccountStatus, Role } from '#domain/accounts.ts';

/** An account as operators see it; nothing of its password. */
export interface AdminAccountRow extends AccountRow {
  openLogins: number;
}

const SELECT = `
  select a.id, a.email, a.name, a.roles, a.status, p.id as "providerId", a.created_at as "createdAt",
         (select count(distinct t.family_id)::int from refresh_tokens t
           where t.account_id = a.id and t.used_at is null and t.revoked_at is null and t.expires_at > now()) as "openLogins"
    from accounts a left join providers p on p.account_id = a.id`;

/** One account. */
export async function findAdminAccount({ em }: SqlReader, id: string): Promise<AdminAccountRow | undefined> {
  const [row]: AdminAccountRow[] = await em.execute(`${SELECT} where a.id = ?`, [id]);
  return row;
}

/** The account of a mail address, written in lower case. */
export async function findAdminAccountByEmail({ em }: SqlReader, email: string): Promise<AdminAccountRow | undefined> {
  const [row]: AdminAccountRow[] = await em.execute(`${SELECT} where a.email = ?`, [email]);
  return row;
}

interface AccountsWanted {
  role?: Role | undefined;
  status?: AccountStatus | undefined;
  after: Position | undefined;
  limit: number;
}

/** One page of accounts and the row behind it, newest first. */
export async function listAdminAccounts(
  { em }: SqlReader,
  { role, status, after, limit }: AccountsWanted,
): Promise<AdminAccountRow[]> {
  const { sql: rest, params } = behind('a', after);
  const conditions: string[] = ['true'];
  const values: string[] = [];
  if (role !== undefined && role !== 'consumer') {
    conditions.push('? = any (a.roles)'); // everybody is a consumer, whatever the row says
    values.push(role);
  }
  if (status !== undefined) {
    conditions.push('a.status = ?');
    values.push(status);
  }
  return em.execute(
    `${SELECT} where ${conditions.join(' and ')} ${rest} order by a.created_at desc, a.id desc limit ?`,
    [...values, ...params, limit + 1],
  );
}
