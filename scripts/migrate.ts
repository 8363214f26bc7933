import { createMigration, migrate, migrateDown } from '#db/migrate.ts';
import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { createLogger } from '#platform/logger.ts';
import { UserError } from '#platform/user-error.ts';

/** `npm run migrate`, `migrate:down` and `migrate:create -- <name>`, against DATABASE_URL or a running `npm start`. */
export async function main([direction = 'up', name = '']: readonly string[]): Promise<void> {
  const config = withRunningServices(loadConfig(), ['DATABASE_URL']);
  const { url } = config.postgres;
  if (url === undefined) throw new UserError('DATABASE_URL is not set.');
  const log = createLogger(config);
  if (direction === 'up') await migrate(url, log);
  else if (direction === 'down') await migrateDown(url, log);
  else if (direction === 'create') log.info((await createMigration(url, name, log)) ?? 'nothing differs');
  else throw new UserError(`There is no migration '${direction}'; there is up, down and create.`);
}
