import pg from 'pg';
import type { Log } from '#platform/logger.ts';
import { UserError } from '#platform/user-error.ts';
import { ensureExtensions, requireSchema } from './extensions.ts';
import { createOrm, type Orm } from './orm.ts';

/** The database from which others are created. */
const MAINTENANCE_DATABASE = 'postgres';

const DATABASE_IS_MISSING = '3D000';
const NOT_PERMITTED = '42501';
/** Another process created the database in the same moment; it may show as either. */
const CREATED_BY_ANOTHER = ['42P04', '23505'];

/** Brings the database (made on the way, where it is missing) to the newest schema; of many processes one does it. */
export async function migrate(databaseUrl: string, log: Log): Promise<void> {
  await ensureDatabase(databaseUrl, log);
  await withMigrator(databaseUrl, async ({ migrator }, client) => {
    await requireSchema(client);
    await ensureExtensions(client);
    const done = await migrator.up();
    if (done.length > 0) log.info({ migrations: done.map(({ name }) => name) }, 'the database was migrated');
  });
}

/** Takes the newest migration back. */
export async function migrateDown(databaseUrl: string, log: Log): Promise<void> {
  await withMigrator(databaseUrl, async ({ migrator }) => {
    const [undone] = await migrator.down();
    if (undone) log.info({ migration: undone.name }, 'the migration was taken back');
    else log.info('there is no migration to take back');
  });
}

/** Writes the migration that leads from a migrated database to the entities; `undefined` where nothing differs. */
export async function createMigration(databaseUrl: string, name: string, log: Log): Promise<string | undefined> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new UserError('Give the migration a name in small letters, such as: npm run migrate:create -- add-reviews');
  }
  return withMigrator(databaseUrl, async ({ migrator }) => {
    if ((await migrator.getPending()).length > 0) {
      throw new UserError('The database is behind the migrations: run `npm run migrate` first.');
    }
    const { fileName } = await migrator.create(undefined, false, false, name);
    log.info(fileName ? { migration: fileName } : {}, fileName ? 'a migration was written' : 'nothing differs');
    return fileName || undefined;
  });
}

/** Has the work done by one process at a time, on a database whose migrations nobody else touches meanwhile. */
async function withMigrator<T>(databaseUrl: string, work: (orm: Orm, client: pg.Client) => Promise<T>): Promise<T> {
  const lock = new pg.Client({ connectionString: databaseUrl, application_name: 'proxie migrations' });
  lock.on('error', () => undefined); // the work itself fails on a lost server
  await lock.connect();
  try {
    // Held by the connection, so that a killed process gives it back.
    await lock.query(`select pg_advisory_lock(hashtextextended('proxie migrations', 0))`);
    const orm = await createOrm({ url: databaseUrl, poolMax: 2 });
    try {
      return await work(orm, lock);
    } finally {
      await orm.close();
    }
  } finally {
    await lock.end().catch(() => undefined);
  }
}

async function ensureDatabase(databaseUrl: string, log: Log): Promise<void> {
  const missing = await codeOf(() => execute(databaseUrl, 'select 1'));
  if (missing !== DATABASE_IS_MISSING) return;
  const maintenance = new URL(databaseUrl);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = `/${MAINTENANCE_DATABASE}`;
  const code = await codeOf(() => execute(maintenance.href, `create database ${pg.escapeIdentifier(name)}`));
  if (code === NOT_PERMITTED) {
    throw new UserError(`The database '${name}' does not exist and this user may not create it: create it first.`);
  }
  if (code === undefined) log.info({ database: name }, 'the database was created');
}

/** The code of the expected errors; anything else is thrown. */
async function codeOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const { code } = error as { code?: string };
    const isExpected = code !== undefined && [DATABASE_IS_MISSING, NOT_PERMITTED, ...CREATED_BY_ANOTHER].includes(code);
    if (!isExpected) throw error;
    return code;
  }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // told by the statement itself
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
