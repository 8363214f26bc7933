import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import { recordAudit } from '#api/audit/record.ts';
import type { AccountOfForeigner, ForeignPerson } from '#api/http/oidc.ts';
import { inTransaction, takeTurn, type Orm, type SqlReader } from '#db/transaction.ts';
import { UNUSABLE_PASSWORD } from '#platform/password.ts';

const NAMELESS = 'New user';

const INSERT_ACCOUNT = `insert into accounts (id, email, name, password_hash, roles)
  values (?, ?, ?, '${UNUSABLE_PASSWORD}', '{consumer}') on conflict do nothing returning id`;

/**
 * Finds the account of somebody whom a foreign issuer knows. The first call makes it: one account however many calls
 * come at once, a consumer, without a password. It is never an account that was there before: whoever registered with
 * a mail address first need not be the person the issuer means. No account is opened without its entry in the audit.
 */
export function createExternalIdentities(orm: Orm): AccountOfForeigner {
  return async function accountOf(person) {
    return (await find(orm, person)) ?? inTransaction(orm, (em) => findOrOpen(em, person));
  };
}

async function find({ em }: SqlReader, { issuer, subject }: ForeignPerson): Promise<string | undefined> {
  const sql = 'select account_id as "accountId" from external_identities where issuer = ? and subject = ?';
  const [row]: { accountId: string }[] = await em.execute(sql, [issuer, subject]);
  return row?.accountId;
}

async function findOrOpen(em: EntityManager, person: ForeignPerson): Promise<string> {
  const { issuer, subject } = person;
  await takeTurn(em, JSON.stringify(['external identity', issuer, subject]));
  const known = await find({ em }, person); // opened by another call while this one waited
  if (known !== undefined) return known;
  const accountId = await open(em, person);
  const sql = 'insert into external_identities (id, issuer, subject, account_id) values (?, ?, ?, ?)';
  await em.execute(sql, [uuidv7(), issuer, subject, accountId]);
  await note(em, accountId);
  return accountId;
}

/** Nothing of what the issuer says: the identity beside the account has that, and goes with it. */
async function note(em: EntityManager, accountId: string): Promise<void> {
  await recordAudit(em, {
    operationId: 'openForeignAccount',
    side: 'consumer',
    actorId: accountId,
    resource: { type: 'accounts', id: accountId },
    outcome: 'succeeded',
    status: 201,
    requestId: randomUUID(), // whoever asks for the account may do so for any of several calls at once
  });
}

/** A mail address that has an account stays with that account; the new one then has none. */
async function open(em: EntityManager, { email, name = NAMELESS }: ForeignPerson): Promise<string> {
  const id = uuidv7();
  for (const address of email === undefined ? [null] : [email, null]) {
    const opened: unknown[] = await em.execute(INSERT_ACCOUNT, [id, address, name]);
    if (opened.length > 0) return id;
  }
  throw new Error('the account of an external identity could not be opened');
}
