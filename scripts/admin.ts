import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { findAdminAccount, findAdminAccountByEmail } from '#api/admin/admin-accounts.queries.ts';
import { createAccountAdministration, type Act } from '#api/admin/admin-accounts.writes.ts';
import { Problem } from '#api/http/problem.ts';
import { OperatorReason } from '#contracts/admin.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { UserError } from '#platform/user-error.ts';

const USAGE =
  'Usage: npm run admin -- grant|revoke <account id or mail address> --reason "why, in 3 to 500 characters"';

/** `npm run admin`: makes an account an operator or takes that back, against DATABASE_URL or a running `npm start`. */
export async function main(args: readonly string[]): Promise<void> {
  const { action, whom, reason } = read(args);
  const { url } = withRunningServices(loadConfig(), ['DATABASE_URL']).postgres;
  if (url === undefined) throw new UserError('DATABASE_URL is not set.');
  const orm = await createOrm({ url, poolMax: 2 });
  try {
    const accountId = await idOf(orm, whom);
    const administration = createAccountAdministration({ orm, accountChanges: { announce: () => undefined } });
    await administration[action](accountId, ['admin'], actBecause(reason));
    const outcome = action === 'grant' ? 'is an operator' : 'is no operator any more';
    process.stdout.write(`The account ${accountId} ${outcome}; running APIs notice within two seconds.\n`);
  } catch (error) {
    throw error instanceof Problem ? new UserError(`Nothing was changed: ${error.message}.`) : error;
  } finally {
    await orm.close();
  }
}

interface Order {
  readonly action: 'grant' | 'revoke';
  readonly whom: string;
  readonly reason: string;
}

function read(args: readonly string[]): Order {
  const { positionals, reason } = parse(args);
  const [action, whom, ...rest] = positionals;
  const given = OperatorReason.safeParse({ reason });
  if ((action !== 'grant' && action !== 'revoke') || whom === undefined || rest.length > 0 || !given.success) {
    throw new UserError(USAGE);
  }
  return { action, whom, reason: given.data.reason };
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

async function idOf(orm: Orm, whom: string): Promise<string> {
  const isId = z.uuid().safeParse(whom).success;
  const account = isId ? await findAdminAccount(orm, whom) : await findAdminAccountByEmail(orm, whom.toLowerCase());
  if (!account) throw new UserError(`There is no account with this ${isId ? 'id' : 'mail address'}.`);
  return account.id;
}

/** Whoever can start this owns the machine and the database; the audit says so and knows no account of theirs. */
function actBecause(reason: string): Act {
  return { side: 'system', reason, userAgent: 'npm run admin', requestId: randomUUID() };
}
