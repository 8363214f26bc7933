import { Session } from '#contracts/accounts.ts';
import type { Booking } from '#contracts/bookings.ts';
import type { ServiceRequest } from '#contracts/requests.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from '#db/seeds/demo-accounts.ts';
import { UserError } from '#platform/user-error.ts';
import type { DemoClient } from './client.ts';
import type { Narrator } from './narrator.ts';

/** What every step of the demo has at hand. */
export interface Scene {
  /** Nobody yet. */
  readonly http: DemoClient;
  readonly tell: Narrator;
  readonly admin: DemoClient;
}

/** The client of a demo account. */
export async function logIn(http: DemoClient, { email, password }: DemoAccount): Promise<DemoClient> {
  try {
    const session = await http.post('/v1/auth/login', { email, password }, Session);
    return http.as(session.accessToken);
  } catch (cause) {
    const reason = `${email} cannot log in. The demo needs the demo accounts that \`npm start\` makes on its first run.`;
    throw new UserError(`${(cause as Error).message}\n${reason}`, { cause });
  }
}

/** The first two demo accounts of a role; where there is one, it is both. */
export function demoAccounts(role: DemoAccount['role']): [DemoAccount, DemoAccount] {
  const [first, second = first] = DEMO_ACCOUNTS.filter((account) => account.role === role);
  if (!first || !second) throw new UserError(`There is no demo account with the role ${role}.`);
  return [first, second];
}

/** Shows where the run of a resource can be watched. Only operators get that link, so it is read as one. */
export async function showRun(
  { tell, admin }: Pick<Scene, 'tell' | 'admin'>,
  path: string,
  schema: typeof ServiceRequest | typeof Booking,
): Promise<void> {
  const { links } = await admin.get(path, schema);
  tell.note('run in the Temporal UI', links.workflow ?? '(no Temporal UI is configured)');
}
