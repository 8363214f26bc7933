import path from 'node:path';
import { MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { ENTITIES } from './entities/index.ts';

export type Orm = Awaited<ReturnType<typeof createOrm>>;

/** Which database, and how it is spoken to. */
export interface OrmOptions {
  readonly url: string;
  /** The most connections that are open at once. */
  readonly poolMax: number;
  /** Prints every statement. */
  readonly debug?: boolean;
  /** Hears every statement before it is sent; begin and commit are none. */
  readonly onStatement?: (sql: string) => void;
}

/** How long a caller waits for a connection before the database counts as down. */
const CONNECT_TIMEOUT_MS = 5_000;

const MIGRATIONS_DIR = path.join(import.meta.dirname, 'migrations');

/** Makes the one ORM of a process without connecting yet; every unit of work forks its own entity manager. */
export async function createOrm({ url, poolMax, debug = false, onStatement }: OrmOptions) {
  return MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [...ENTITIES],
    extensions: [Migrator],
    namingStrategy: UnderscoreNamingStrategy,
    timezone: 'UTC',
    allowGlobalContext: false,
    debug,
    pool: { min: 0, max: poolMax },
    driverOptions: { connectionTimeoutMillis: CONNECT_TIMEOUT_MS, application_name: 'proxie' },
    ...(onStatement && {
      onQuery: (sql: string) => {
        onStatement(sql);
        return sql;
      },
    }),
    migrations: {
      tableName: 'migrations',
      path: MIGRATIONS_DIR,
      pathTs: MIGRATIONS_DIR,
      glob: '*.ts',
      snapshot: false, // new migrations are made against a migrated database
      silent: true,
      fileName: (timestamp, name) => `${timestamp}-${name ?? 'unnamed'}`,
    },
  });
}
