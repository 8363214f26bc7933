import path from 'node:path';
import { MikroORM, UnderscoreNamingStrategy, type Platform } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { ENTITIES } from './entities/index.ts';
import { QUOTA_ROOM } from './quota-room.ts';
import { guardPool, type PoolState } from './pool.ts';

export type Orm = Awaited<ReturnType<typeof createOrm>>;

/** Which database, and how it is spoken to. */
export interface OrmOptions {
  readonly url: string;
  /** The most connections that are open at once. */
  readonly poolMax: number;
  /** Absent for work that may take as long as it takes, such as migrations. */
  readonly timeouts?: DatabaseTimeouts;
  /** Prints every statement. */
  readonly debug?: boolean;
  /** Hears every statement before it is sent; begin and commit are none. */
  readonly onStatement?: (sql: string) => void;
}

/** After which times the server itself ends what a process does not end, so that nothing stays locked by a lost caller. */
export interface DatabaseTimeouts {
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  /** Of a transaction whose process sends nothing more. */
  readonly idleInTransactionTimeoutMs: number;
}

/** How long a caller waits for a connection before the database counts as down. */
const CONNECT_TIMEOUT_MS = 5_000;

/** A server that is there enforces its own timeouts; after this much longer it counts as one that does not answer. */
const NO_ANSWER_MS = 1_000;
const NEVER_CONNECTED: PoolState = { inUse: 0, idle: 0, waiting: 0, oldestCheckoutMs: 0, discarded: 0 };

const MIGRATIONS_DIR = path.join(import.meta.dirname, 'migrations');

/** Makes the one ORM of a process without connecting yet; every unit of work forks its own entity manager. */
export async function createOrm({ url, poolMax, timeouts, debug = false, onStatement }: OrmOptions) {
  let poolState = (): PoolState => NEVER_CONNECTED;
  const orm = await MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [...ENTITIES],
    routines: [QUOTA_ROOM],
    extensions: [Migrator],
    namingStrategy: UnderscoreNamingStrategy,
    timezone: 'UTC',
    allowGlobalContext: false,
    debug,
    pool: { min: 0, max: poolMax },
    driverOptions: {
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'proxie',
      keepAlive: true,
      ...(timeouts && timeoutOptions(timeouts)),
      onPoolCreated: (pool: Pool) => {
        poolState = guardPool(pool);
      },
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
  return Object.assign(orm, { poolState: () => poolState() });
}

/** In the words of the driver, which sends them along with each new connection. */
function timeoutOptions(timeouts: DatabaseTimeouts) {
  return {
    statement_timeout: timeouts.statementTimeoutMs,
    lock_timeout: timeouts.lockTimeoutMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionTimeoutMs,
    query_timeout: timeouts.statementTimeoutMs + NO_ANSWER_MS,
  };
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
