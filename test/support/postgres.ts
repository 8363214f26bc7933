import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { query, startPostgres, type EmbeddedPostgres } from '#platform/embedded/postgres.ts';
import { silentLogger } from '#platform/logger.ts';
import { send } from '#platform/embedded/processes.ts';
import { createFaults, type Faults } from './faults.ts';
import { testFolder, testSupervisor } from './servers.ts';

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  drop(): Promise<void>;
}

/** A real PostgreSQL that several test files share: nobody stops it. */
export interface SharedPostgres {
  url(database: string): string;
  /** A copy of a migrated (and, on request, seeded) database; `empty` gives one without any table. */
  createDatabase(options?: { readonly content?: Content | 'empty' }): Promise<TestDatabase>;
}

/** A real PostgreSQL of one test file, which may pause and kill it as it likes. */
export interface TestPostgres extends SharedPostgres, Faults {
  readonly port: number;
}

type Content = 'migrated' | 'seeded';

/** Names the server that a whole run shares; see test/support/shared-servers.ts. */
export const SHARED_POSTGRES = 'TEST_POSTGRES_URL';

let shared: Promise<SharedPostgres> | undefined;

/** The PostgreSQL that the whole test run shares; a process that runs tests on its own starts one when the first test asks. */
export function testPostgres(): Promise<SharedPostgres> {
  shared ??= sharedPostgres(process.env[SHARED_POSTGRES]);
  return shared;
}

async function sharedPostgres(sharedUrl: string | undefined): Promise<SharedPostgres> {
  if (sharedUrl === undefined) return ownPostgres();
  const url = (database: string): string => Object.assign(new URL(sharedUrl), { pathname: `/${database}` }).href;
  return { url, createDatabase: createDatabases(url) };
}

/** A PostgreSQL for one test file alone. */
export async function ownPostgres(): Promise<TestPostgres> {
  const name = `postgres-${randomUUID()}`;
  const start = (port: number): Promise<EmbeddedPostgres> =>
    startPostgres({
      supervisor: testSupervisor(),
      dataDir: testFolder(name),
      logFile: testFolder(`${name}.log`),
      port,
      durable: false, // survives a killed server all the same, only not a power cut
      settings: { max_connections: '500' },
    });
  let server = await start(0);
  const faults = createFaults(
    () => server.child,
    async () => {
      server = await start(server.port);
    },
  );
  const pause = (): void => signalTree(server.child.pid, 'SIGSTOP');
  const resume = (): void => signalTree(server.child.pid, 'SIGCONT');
  const url = (database: string): string => server.url(database);
  return { ...faults, pause, resume, port: server.port, url, createDatabase: createDatabases(url) };
}

/** Copies of templates, each of which is made once on its server, whichever process is the first to need it. */
function createDatabases(url: (database: string) => string): SharedPostgres['createDatabase'] {
  const templates = new Map<Content, Promise<string>>();
  return async ({ content = 'migrated' } = {}) => {
    const database = `test_${randomUUID().replaceAll('-', '')}`;
    const source = content === 'empty' ? 'template0' : await template(content);
    await copy(source, database);
    return {
      name: database,
      url: url(database),
      drop: async () => {
        await query(url('postgres'), `drop database if exists ${database} with (force)`);
      },
    };
  };

  function template(content: Content): Promise<string> {
    const known = templates.get(content) ?? makeTemplate(content);
    templates.set(content, known);
    return known;
  }

  async function makeTemplate(content: Content): Promise<string> {
    const name = `template_${content}`;
    const lock = new pg.Client(url('postgres'));
    await lock.connect();
    try {
      await lock.query('select pg_advisory_lock(hashtext($1))', [name]); // until the connection ends
      const { rowCount } = await lock.query('select 1 from pg_database where datname = $1', [name]);
      if (rowCount) return name;
      const draft = `draft_${content}`; // one that was left half made is nobody's template
      await query(url('postgres'), `drop database if exists ${draft} with (force)`);
      await fill(content, draft);
      await query(url('postgres'), `alter database ${draft} rename to ${name}`);
      return name;
    } finally {
      await lock.end();
    }
  }

  async function fill(content: Content, database: string): Promise<void> {
    if (content === 'migrated') {
      const { migrate } = await import('#db/migrate.ts');
      await copy('template0', database);
      await migrate(url(database), silentLogger);
    } else {
      const { seedOnce } = await import('#db/seeds/index.ts');
      await copy(await template('migrated'), database);
      await seedOnce(url(database), silentLogger, { demoAccounts: true });
    }
  }

  async function copy(source: string, database: string): Promise<void> {
    await query(
      url('postgres'),
      `create database ${database} template ${pg.escapeIdentifier(source)} strategy file_copy`,
    );
  }
}

/** PostgreSQL has a process for each connection; they go on when only the first one is paused. */
function signalTree(pid: number, signal: NodeJS.Signals): void {
  send(pid, signal);
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  for (const child of stdout.split('\n').filter(Boolean)) send(Number(child), signal);
}
