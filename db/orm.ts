import path from 'node:path';
import { MikroORM, UnderscoreNamingStrategy, type Platform } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { ENTITIES } from './entities/index.ts';

export type Orm = Awaited<ReturnType<typeof createOrm>>;

/** Which database, and how it is spoken to. */
export interface OrmOptions {
  readonly url: string;
  /** The most connections that are open at once. */
  readonly poolMax: number;
  /** How long a statement may stay without an answer before the database counts as down; for ever if absent. */
  readonly queryTimeoutMs?: number;
  /** Prints every statement. */
  readonly debug?: boolean;
  /** Hears every statement before it is sent; begin and commit are none. */
  readonly onStatement?: (sql: string) => void;
}

/** How long a caller waits for a connection before the database counts as down. */
const CONNECT_TIMEOUT_MS = 5_000;

const MIGRATIONS_DIR = path.join(import.meta.dirname, 'migrations');

/** Makes the one ORM of a process without connecting yet; every unit of work forks its own entity manager. */
export async function createOrm({ url, poolMax, queryTimeoutMs, debug = false, onStatement }: OrmOptions) {
  const orm = await MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [...ENTITIES],
    extensions: [Migrator],
    namingStrategy: UnderscoreNamingStrategy,
    timezone: 'UTC',
    allowGlobalContext: false,
    debug,
    pool: { min: 0, max: poolMax },
    driverOptions: {
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'proxie',
      ...(queryTimeoutMs !== undefined && { query_timeout: queryTimeoutMs }),
    },
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
  hideRows(orm.em.getPlatform().getExceptionConverter());
  return orm;
}

/** Where Postgres quotes the row, the function or the statement that an error is about. */
const QUOTING = ['detail', 'where', 'internalQuery'];
/** "invalid input syntax for type uuid: …" and its like. */
const QUOTES_INPUT = new Set(['22P02', '22007', '22008', '22003']);

/**
 * Keeps what people wrote out of errors, whose words end up in logs and in the histories of workflows: Postgres quotes whole
 * rows, and the ORM would put that into the message. The database's own log has it for whoever must know.
 */
function hideRows(converter: ReturnType<Platform['getExceptionConverter']>): void {
  const convert = converter.convertException.bind(converter);
  converter.convertException = (exception) => {
    for (const field of QUOTING) delete exception[field];
    if (QUOTES_INPUT.has(String(exception.code))) exception.message = exception.message.replace(/:? ".*/s, '');
    return convert(exception);
  };
}
