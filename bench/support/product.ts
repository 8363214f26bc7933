import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTokenIssuer } from '#api/http/tokens.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import { loadConfig, type Config } from '#platform/config.ts';
import { silentLogger } from '#platform/logger.ts';
import { NOT_BY_ITSELF } from '#test/support/due.ts';
import { testEnvironment } from '#test/support/config.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { ownTemporalServer, type TestTemporal } from '#test/support/temporal.ts';
import { workflowBundle } from '#worker/bundle.ts';
import type { BenchContext } from './bench.ts';
import { startProcess, type BenchProcess } from './process.ts';
import type { ProductInput } from './product.process.ts';

/** Environment variables that are added to those of all processes. */
export type Settings = Readonly<Record<string, string>>;

type ProductProcess = BenchProcess<{ url: string }>;

/** Servers of a bench's own, and what starts the product's processes on them. */
export interface Product {
  readonly databaseUrl: string;
  readonly temporal: TestTemporal;
  readonly namespace: string;
  readonly config: Config;
  /** For what the bench itself reads and writes. */
  readonly orm: Orm;
  /** Signs somebody in without the price of a password. */
  tokenOf(accountId: string): Promise<string>;
  /** An API process; with a file it writes its statements down there. The settings are added to those of all. */
  startApi(options?: { readonly statementsFile?: string; readonly settings?: Settings }): Promise<ProductProcess>;
  startWorker(settings?: Settings): Promise<ProductProcess>;
  /** API and worker in one process, as by `npm start`. */
  startWhole(settings?: Settings): Promise<ProductProcess>;
}

/** Connections of the bench's own ORM; it must not be what the others wait for. */
const OWN_POOL = 20;

/** Starts Postgres (without fsync) and Temporal (on a file, set as by `npm start`); API and worker come apart. */
export async function prepareProduct({ onEnd, note, sharedDir, profileDir }: BenchContext): Promise<Product> {
  note('starting Postgres and Temporal');
  const database = await (await testPostgres()).createDatabase();
  const temporal = await ownTemporalServer();
  onEnd(() => temporal.stop());
  const namespace = await temporal.createNamespace();
  const environment = productionEnvironment(sharedDir, database.url, temporal.address, namespace);
  const config = loadConfig(environment);
  await workflowBundle(path.join(config.embedded.dataDir, 'bundles'), silentLogger); // no worker has to
  const orm = await createOrm({ url: database.url, poolMax: OWN_POOL });
  onEnd(() => orm.close());
  const issue = createTokenIssuer(config.auth);
  return {
    databaseUrl: database.url,
    temporal,
    namespace,
    config,
    orm,
    tokenOf: async (accountId) => (await issue(accountId)).token,
    startApi: ({ statementsFile, settings = {} } = {}) =>
      start('api', statementsFile === undefined ? [] : recording(statementsFile), settings),
    startWorker: (settings) => start('worker', [], settings),
    startWhole: (settings) => start('whole', [], settings),
  };

  async function start(
    role: ProductInput['role'],
    execArgv: readonly string[],
    settings: Settings = {},
  ): Promise<ProductProcess> {
    const input: ProductInput = { role, environment: { ...environment, ...settings } };
    const profiling = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.join(profileDir, role)}`];
    const started = await startProcess<{ url: string }>({
      module: 'product.process.ts',
      input,
      execArgv: [...profiling, ...execArgv],
    });
    onEnd(() => started.stop());
    return started;
  }
}

/** As in production: strong secrets, the log as JSON in a file, contracts of answers logged and not enforced. */
function productionEnvironment(
  dataDir: string,
  databaseUrl: string,
  address: string,
  namespace: string,
): Record<string, string> {
  return testEnvironment({
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    PROXIE_DATA_DIR: dataDir,
    PROXIE_JWT_KEYS: `bench:${randomBytes(48).toString('base64url')}`,
    PROXIE_CURSOR_SECRET: randomBytes(48).toString('base64url'),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    // A machine that is busy with other things answers late, and that is no failure here.
    PROXIE_COMMAND_DEADLINE: '30s',
    PROXIE_TEMPORAL_DOWN_DEADLINE: '30s',
    ...NOT_BY_ITSELF,
  });
}

function recording(file: string): string[] {
  const module = pathToFileURL(path.join(import.meta.dirname, 'record-statements.ts'));
  module.searchParams.set('file', file);
  return ['--import', module.href];
}
