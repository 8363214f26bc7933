import { seedOnce } from '#db/seeds/index.ts';
import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { createLogger } from '#platform/logger.ts';
import { UserError } from '#platform/user-error.ts';

const DEMO_ACCOUNTS = '--demo-accounts';

/** Fills an empty, migrated database with providers, as the first `npm start` does; any other it leaves alone. */
export async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((each) => each !== DEMO_ACCOUNTS);
  if (unknown.length > 0) throw new UserError(`There is no option ${unknown.join(' ')}; there is ${DEMO_ACCOUNTS}.`);
  const config = withRunningServices(loadConfig(), ['DATABASE_URL']);
  if (config.postgres.url === undefined) throw new UserError('DATABASE_URL is not set.');
  const demoAccounts = args.includes(DEMO_ACCOUNTS); // their passwords stand in the code, so they are never a default
  await seedOnce(config.postgres.url, createLogger(config), { demoAccounts });
}
