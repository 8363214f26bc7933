import type { AccountLookup } from '#api/http/auth.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { AccountStatus, Role } from '#domain/accounts.ts';

/** An account as its rows have it; its password's hash is only in what a login reads. */
export interface AccountRow {
  id: string;
  /** Null for an account that a foreign issuer vouches for without an address. */
  email: string | null;
  name: string;
  roles: Role[];
  status: AccountStatus;
  providerId: string | null;
  /** As Postgres writes it. */
  createdAt: string;
}

/** What a login is held against. */
export interface CredentialsRow extends AccountRow {
  passwordHash: string;
}

const IDENTITY = 'a.id, a.roles, a.status, p.id as "providerId"';
const ACCOUNT = `${IDENTITY}, a.email, a.name, a.created_at as "createdAt"`;
const FROM = 'from accounts a left join providers p on p.account_id = a.id';

/** Finds who sent a request with one statement; the authenticator keeps the answer for a moment. */
export function createAccountLookup({ em }: SqlReader): AccountLookup {
  return async function lookUpAccount(accountId) {
    const [row]: Pick<AccountRow, 'id' | 'roles' | 'status' | 'providerId'>[] = await em.execute(
      `select ${IDENTITY} ${FROM} where a.id = ?`,
      [accountId],
    );
    return row;
  };
}

/** The account with its provider, if it has one. */
export async function findAccount({ em }: SqlReader, accountId: string): Promise<AccountRow | undefined> {
  const [row]: AccountRow[] = await em.execute(`select ${ACCOUNT} ${FROM} where a.id = ?`, [accountId]);
  return row;
}

/** The account of a mail address, written in lower case, and the hash of its password. */
export async function findCredentials({ em }: SqlReader, email: string): Promise<CredentialsRow | undefined> {
  const [row]: CredentialsRow[] = await em.execute(
    `select ${ACCOUNT}, a.password_hash as "passwordHash" ${FROM} where a.email = ?`,
    [email],
  );
  return row;
}
