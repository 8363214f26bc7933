import { Connection } from '@temporalio/client';
import { assembleApp, type AssemblyParts } from '#api/assembly.ts';
import { createCommands, type Commands } from '#api/commands/commands.ts';
import { createApiDeps, type ApiDeps } from '#api/deps.ts';
import { createMetrics } from '#api/http/metrics.ts';
import { createReadiness } from '#api/http/readiness.ts';
import { startServer } from '#api/http/server.ts';
import { createLimits } from '#api/limits/limits.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import type { Config } from '#platform/config.ts';
import { silentLogger, type Logger } from '#platform/logger.ts';
import { connectRedis } from '#platform/redis.ts';
import { connectLazily, createTemporalClient } from '#platform/temporal/connect.ts';
import { testConfig } from './config.ts';
import { client, type TestClient } from './http.ts';
import { testPostgres } from './postgres.ts';

/** The whole API behind real HTTP on loopback, over a real database. */
export interface TestApi {
  readonly url: string;
  readonly api: TestClient;
  readonly orm: Orm;
  readonly config: Config;
  readonly deps: ApiDeps;
  /** An access token for an account, signed as the API signs them. */
  tokenOf(accountId: string): Promise<string>;
  /** The statements that the API has sent since they were last taken; only with a database of its own. */
  takeStatements(): string[];
  /** The same application with other routes or rules, for whoever takes one away; nobody serves it yet. */
  appWith(doors: Doors): ReturnType<typeof assembleApp>;
}

/** What can be taken away from an application. */
export type Doors = Pick<AssemblyParts, 'routes' | 'ownership'>;

/** What a test file says differently. The functions are called when the fixture starts. */
export interface ApiSetup {
  /** As environment variables. Without `TEMPORAL_ADDRESS` nothing listens where the API looks for Temporal. */
  readonly settings?: Settings | (() => Settings);
  /** What the database holds at the start. */
  readonly content?: 'migrated' | 'seeded';
  /** The database of another fixture, which also closes it. */
  readonly orm?: () => Orm;
  /** The commands of another fixture, with a worker behind them. */
  readonly commands?: () => Commands;
  readonly now?: () => number;
  readonly log?: Logger;
}

type Settings = Readonly<Record<string, string>>;

const NOBODY_LISTENS = '127.0.0.1:1';

/** Mocha fixture: the API of one test file, on a fresh database and away from any Temporal unless it is told otherwise. */
export function useApi(setup: ApiSetup = {}): TestApi {
  const fixture = {} as { -readonly [Key in keyof TestApi]: TestApi[Key] };
  const undo: (() => Promise<unknown>)[] = [];

  before(async () => {
    await start(fixture, setup, undo);
  });
  after(async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  });
  return fixture;
}

type Fixture = { -readonly [Key in keyof TestApi]: TestApi[Key] };

async function start(fixture: Fixture, setup: ApiSetup, undo: (() => Promise<unknown>)[]): Promise<void> {
  const config = testConfig({ TEMPORAL_ADDRESS: NOBODY_LISTENS, ...settingsOf(setup) });
  let statements: string[] = [];
  const orm = setup.orm?.() ?? (await ownDatabase((sql) => void statements.push(sql)));
  const commands = setup.commands?.() ?? overTemporal();
  const log = setup.log ?? silentLogger;
  const metrics = createMetrics();
  const redis = await connectRedis(config.redis, log);
  undo.push(async () => redis?.close());
  const limits = createLimits({ config, redis, registry: metrics.registry, log });
  const { loginFailures, registrationCallers } = limits;
  const deps = createApiDeps({
    orm,
    config,
    commands,
    loginFailures,
    registrationCallers,
    ...(setup.now && { now: setup.now }),
  });
  const { publicUrl } = config.http;
  const server = await startServer(appWith({}).callback(), { host: '127.0.0.1', port: 0, publicUrl, log });
  undo.push(() => server.stop());
  const url = `http://127.0.0.1:${server.port}`;
  Object.assign(fixture, { url, api: client(url), orm, config, deps, tokenOf, takeStatements, appWith });

  async function ownDatabase(onStatement: (sql: string) => void): Promise<Orm> {
    const database = await (await testPostgres()).createDatabase({ content: setup.content ?? 'migrated' });
    undo.push(() => database.drop());
    const own = await createOrm({ url: database.url, poolMax: 20, onStatement });
    undo.push(() => own.close());
    return own;
  }
  function overTemporal(): Commands {
    // Where nobody listens, nothing is tried again: a retry that is still to come would not survive the close.
    const toNobody = config.temporal.address === NOBODY_LISTENS;
    const connection = toNobody
      ? Connection.lazy({ address: NOBODY_LISTENS, interceptors: [] })
      : connectLazily(config.temporal);
    undo.push(() => connection.close());
    const temporal = createTemporalClient(connection, config.temporal);
    return createCommands({ client: temporal, orm, deadlines: config.timers });
  }
  async function tokenOf(accountId: string): Promise<string> {
    return (await deps.issueAccessToken(accountId)).token;
  }
  function takeStatements(): string[] {
    const taken = statements;
    statements = [];
    return taken;
  }
  function appWith(doors: Doors): ReturnType<typeof assembleApp> {
    const readiness = createReadiness({ checks: [], log });
    return assembleApp({ deps, config, readiness, metrics, limits, log, ...doors });
  }
}

function settingsOf({ settings = {} }: ApiSetup): Settings {
  return typeof settings === 'function' ? settings() : settings;
}
