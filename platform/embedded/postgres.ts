import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { UserError } from '../user-error.ts';
import type { Child, Supervisor } from './children.ts';
import { claimPort } from './ports.ts';
import { POSTGRES_USER, clearStalePid, prepareCluster, renewPassword, toBroken } from './postgres-cluster.ts';
import { installedPrograms, reachablePrograms, type PostgresPrograms } from './postgres-programs.ts';
import { postgresUser, runOn, type RunAs } from './postgres-user.ts';

/** An embedded PostgreSQL that accepts connections on the loopback address only. */
export interface EmbeddedPostgres {
  readonly port: number;
  readonly child: Child;
  /** The connection URL of one of its databases. */
  url(database: string): string;
  /** Creates the database unless it is there. */
  ensureDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Where and how an embedded PostgreSQL runs. */
export interface PostgresOptions {
  readonly supervisor: Supervisor;
  readonly dataDir: string;
  readonly logFile: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Server settings beyond our own, as postgresql.conf names them. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The programs; absent means those that npm has installed. */
  readonly programs?: PostgresPrograms;
  /** Where a copy of the programs may be kept if the user that PostgreSQL runs as cannot reach them. */
  readonly cacheDir?: string;
  /** False only for data that may be lost with the power, as in tests. */
  readonly durable?: boolean;
}

const READY_MS = 60_000;
const POLL_MS = 50;
/** After a SIGKILL the last of the old backends may hold the shared memory for a moment. */
const START_ATTEMPTS = 20;
const START_RETRY_MS = 250;
const INVALID_PASSWORD = '28P01';
const HELD_BY_OTHERS = /pre-existing shared memory block|is still in use/;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // nobody needs it, and its path may be too long for the system
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Starts PostgreSQL on its folder (made on the first run) and returns when it answers queries. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true } = options;
  const port = await claimPort(options.port, 'the embedded PostgreSQL', 'PROXIE_POSTGRES_PORT');
  fs.mkdirSync(path.dirname(dataDir), { recursive: true });
  const user = await postgresUser(dataDir);
  const cacheDirs = options.cacheDir === undefined ? [] : [options.cacheDir];
  const programs = await reachablePrograms(options.programs ?? (await installedPrograms()), user, cacheDirs);
  await clearStalePid(dataDir);
  let password = await prepareCluster(dataDir, programs, user, { sync: durable });

  const url = (database: string): string =>
    `postgresql://${POSTGRES_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const settings = {
    ...SETTINGS,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = runOn(dataDir, user, (folder) => [programs.postgres, '-D', folder, '-p', String(port), ...flags]);
  const start = (): Promise<Child> => startUntilReady(options, command, url('postgres'));
  const child = await start().catch(async (error: unknown) => {
    if (!(error instanceof WrongPassword)) throw error;
    password = await renewPassword(dataDir, programs, user); // the file was damaged, the data are not
    return start();
  });
  return {
    port,
    child,
    url,
    ensureDatabase: (name) => ensureDatabase(url('postgres'), name),
    stop: () => child.stop(),
  };
}

async function startUntilReady(
  { supervisor, dataDir, logFile }: PostgresOptions,
  command: RunAs,
  url: string,
): Promise<Child> {
  for (let attempt = 1; ; attempt++) {
    const child = await supervisor.start({
      name: 'postgres',
      logFile,
      ...command,
      // Fast (rolls open transactions back), then immediate (recovers at the next start), then by force.
      stop: [
        { signal: 'SIGINT', waitMs: 10_000 },
        { signal: 'SIGQUIT', waitMs: 3_000 },
      ],
    });
    if (await answers(child, url)) return child;
    const reason = lastComplaint(logFile);
    if (!HELD_BY_OTHERS.test(reason) || attempt === START_ATTEMPTS) throw toStartError(dataDir, logFile, reason);
    await delay(START_RETRY_MS);
  }
}

/** The server runs, and its password is not the one in the file. */
class WrongPassword extends Error {}

/** True once it answers, false when it ended instead. */
async function answers(child: Child, url: string): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (child.isRunning()) {
    const failure = await query(url, 'select 1').then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return true;
    if (isRefusedForGood(failure)) {
      await child.stop();
      if ((failure as { code?: string }).code === INVALID_PASSWORD) throw new WrongPassword();
      return false;
    }
    if (Date.now() > deadline) {
      await child.stop();
      throw new UserError(`PostgreSQL did not answer within ${READY_MS / 1_000} s.`, {
        cause: failure,
      });
    }
    await delay(POLL_MS);
  }
  return false;
}

/** A wrong password or a damaged catalog does not heal by waiting; "starting up" and "refused" do. */
function isRefusedForGood(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57') && code !== '53300';
}

function toStartError(dataDir: string, logFile: string, reason: string): Error {
  if (reason.includes('could not bind') || reason.includes('Address already in use')) {
    return new UserError('The port of the embedded PostgreSQL is taken: set PROXIE_POSTGRES_PORT to another port.');
  }
  return toBroken(dataDir, `${reason || 'it did not start'}; see ${logFile}`);
}

function lastComplaint(logFile: string): string {
  const lines = fs.existsSync(logFile) ? fs.readFileSync(logFile, 'utf8').split('\n') : [];
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.findLast((line) => line !== '');
  return (complaint ?? '').replace(/^.*?(FATAL|PANIC):\s*/, '').replace(/^postgres: /, '');
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const found = await query(url, 'select 1 from pg_database where datname = $1', [name]);
  if (found.length === 0) await query(url, `create database ${pg.escapeIdentifier(name)}`);
}

/** One statement over a connection of its own. */
export async function query(url: string, sql: string, values: readonly unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // told by the statement itself
  try {
    await client.connect();
    return (await client.query(sql, [...values])).rows as unknown[];
  } finally {
    await client.end().catch(() => undefined);
  }
}
