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

/** A real PostgreSQL for tests. */
export interface TestPostgres extends Faults {
  readonly port: number;
  url(database: string): string;
  /** A copy of a migrated (and, on wish, seeded) database; `empty` gives one without any table. */
  createDatabase(options?: { readonly content?: 'migrated' | 'seeded' | 'empty' }): Promise<TestDatabase>;
}

type Content = 'migrated' | 'seeded';

let shared: Promise<TestPostgres> | undefined;

/** The PostgreSQL that the whole test run shares, started when the first test asks. */
export function testPostgres(): Promise<TestPostgres> {
  shared ??= ownPostgres();
  return shared;
}

/** A PostgreSQL for one test file alone, which may pause and kill it as it likes. */
export async function ownPostgres(): Promise<TestPostgres> {
  const name = `postgres-${randomUUID()}`;
  const start = (port: number): Promise<EmbeddedPostgres> =>
    startPostgres({
      supervisor: testSupervisor(),
      dataDir: testFolder(name),
      logFile: testFolder(`${name}.log`),
      port,
      durable: false, // survives a killed server all the same, only not a power cut
      settings: { max_connections: '300' },
    });
  let server = await start(0);
  const templates = new Map<Content, Promise<string>>();
  const faults = createFaults(
    () => server.child,
    async () => {
      server = await start(server.port);
    },
  );
  const pause = (): void => signalTree(server.child.pid, 'SIGSTOP');
  const resume = (): void => signalTree(server.child.pid, 'SIGCONT');
  return { ...faults, pause, resume, port: server.port, url: (database) => server.url(database), createDatabase };

  async function createDatabase({ content = 'migrated' }: { content?: Content | 'empty' } = {}): Promise<TestDatabase> {
    const database = `test_${randomUUID().replaceAll('-', '')}`;
    const source = content === 'empty' ? 'template0' : await template(content);
    await query(server.url('postgres'), `create database ${database} template ${pg.escapeIdentifier(source)}`);
    return {
      name: database,
      url: server.url(database),
      drop: async () => {
        await query(server.url('postgres'), `drop database if exists ${database} with (force)`);
      },
    };
  }

  function template(content: Content): Promise<string> {
    const known = templates.get(content) ?? makeTemplate(content);
    templates.set(content, known);
    return known;
  }

  async function makeTemplate(content: Content): Promise<string> {
    const database = `template_${content}`;
    if (content === 'migrated') {
      const { migrate } = await import('#db/migrate.ts');
      await server.ensureDatabase(database);
      await migrate(server.url(database), silentLogger);
    } else {
      const { seedOnce } = await import('#db/seeds/index.ts');
      await query(server.url('postgres'), `create database ${database} template ${await template('migrated')}`);
      await seedOnce(server.url(database), silentLogger, { demoAccounts: true });
    }
    return database;
  }
}

/** PostgreSQL has a process for each connection; they go on when only the first one is paused. */
function signalTree(pid: number, signal: NodeJS.Signals): void {
  send(pid, signal);
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  for (const child of stdout.split('\n').filter(Boolean)) send(Number(child), signal);
}
