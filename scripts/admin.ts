import { textKey } from '#domain/text-key.ts';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { findAdminAccount, findAdminAccountByEmail } from '#api/admin/admin-accounts.queries.ts';
import { createAccountAdministration, type Act } from '#api/admin/admin-accounts.writes.ts';
import { forgetInAudit } from '#api/audit/forget.ts';
import { createMailHash } from '#api/audit/mail-hash.ts';
import { Problem } from '#api/http/problem.ts';
import { OperatorReason } from '#contracts/admin.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { UserError } from '#platform/user-error.ts';

const USAGE =
  'Usage: npm run admin -- grant|revoke|forget <account id or mail address> --reason "why, in 3 to 500 characters"';

/**
 * `npm run admin`: makes an account an operator, takes that back, or takes what is personal about it out of the audit;
 * against DATABASE_URL or a running `npm start`.
 */
export async function main(args: readonly string[]): Promise<void> {
  const order = read(args);
  const { postgres, cursorSecret } = withRunningServices(loadConfig(), ['DATABASE_URL']);
  if (postgres.url === undefined) throw new UserError('DATABASE_URL is not set.');
  const orm = await createOrm({ url: postgres.url, poolMax: 2 });
  try {
    const done = await (order.action === 'forget' ? forget(orm, order, cursorSecret) : changeRole(orm, order));
    process.stdout.write(`${done}\n`);
  } catch (error) {
    throw error instanceof Problem ? new UserError(`Nothing was changed: ${error.message}.`) : error;
  } finally {
    await orm.close();
  }
}

interface Order<Action> {
  readonly action: Action;
  readonly whom: string;
  readonly reason: string;
}

async function changeRole(orm: Orm, { action, whom, reason }: Order<'grant' | 'revoke'>): Promise<string> {
  const id = await idOf(orm, whom);
  const administration = createAccountAdministration({ orm, accountChanges: { announce: () => undefined } });
  await administration[action](id, ['admin'], actBecause(reason));
  const outcome = action === 'grant' ? 'is an operator' : 'is no operator any more';
  return `The account ${id} ${outcome}; running APIs notice within two seconds.`;
}

/** An id is enough: the audit outlives accounts. */
async function forget(orm: Orm, { whom, reason }: Order<'forget'>, cursorSecret: string): Promise<string> {
  const id = isId(whom) ? whom : await idOf(orm, whom);
  const changed = await forgetInAudit(orm, id, actBecause(reason), createMailHash(cursorSecret));
  const entries = changed === 1 ? '1 entry' : `${changed} entries`;
  return (
    `What is personal about the account ${id} is taken out of ${entries} of the audit. ` +
    'Failed logins are found only by its mail address and the PROXIE_CURSOR_SECRET of the APIs.'
  );
}

function read(args: readonly string[]): Order<'forget'> | Order<'grant' | 'revoke'> {
  const { positionals, reason } = parse(args);
  const [action, whom, ...rest] = positionals;
  const given = OperatorReason.safeParse({ reason });
  if (whom === undefined || rest.length > 0 || !given.success) throw new UserError(USAGE);
  if (action === 'forget') return { action, whom, reason: given.data.reason };
  if (action === 'grant' || action === 'revoke') return { action, whom, reason: given.data.reason };
  throw new UserError(USAGE);
}

function parse(args: readonly string[]): { positionals: string[]; reason: string | undefined } {
  try {
    const options = { reason: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { positionals, reason: values.reason };
  } catch {
    throw new UserError(USAGE); // an option that is none
  }
}

const isId = (whom: string): boolean => z.uuid().safeParse(whom).success;

async function idOf(orm: Orm, whom: string): Promise<string> {
  const account = isId(whom) ? await findAdminAccount(orm, whom) : await findAdminAccountByEmail(orm, textKey(whom));
  if (!account) throw new UserError(`There is no account with this ${isId(whom) ? 'id' : 'mail address'}.`);
  return account.id;
}

/** Whoever can start this owns the machine and the database; the audit says so and knows no account of theirs. */
function actBecause(reason: string): Act {
  return { side: 'system', reason, userAgent: 'npm run admin', requestId: randomUUID() };
}
