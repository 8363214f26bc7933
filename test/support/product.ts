import { v7 as uuidv7 } from 'uuid';
import { startApi, type RunningApi } from '#api/main.ts';
import { createTokenIssuer } from '#api/http/tokens.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import { loadConfig, type Config } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import { shareBundles } from './bundles.ts';
import { clockEnvironment } from './clock.ts';
import { testEnvironment } from './config.ts';
import { insertAccount, insertProvider, type InsertedProvider } from './factories.ts';
import { client, type TestClient } from './http.ts';
import { startProcess, type NodeProcess } from './node-process.ts';
import { testPostgres, type SharedPostgres, type TestDatabase } from './postgres.ts';
import { testTemporalServer, type SharedTemporal } from './temporal.ts';

/** Somebody signed in. */
export interface Person {
  readonly id: string;
  readonly token: string;
}
/** A provider signed in. */
export interface ProviderPerson extends Person {
  readonly provider: InsertedProvider;
}

/** The product as it is run apart: an API in this process, workers as processes that can be killed, real servers. */
export interface Product<Temporal extends SharedTemporal = SharedTemporal> {
  readonly config: Config;
  readonly orm: Orm;
  readonly database: TestDatabase;
  readonly temporal: Temporal;
  readonly url: string;
  readonly api: TestClient;
  /** The environment that further processes of this product take. */
  readonly env: Readonly<Record<string, string>>;
  /** The worker's clock is shifted where `TEST_CLOCK` is among the settings. */
  startWorker(settings?: Readonly<Record<string, string>>): Promise<NodeProcess>;
  startApiProcess(): Promise<NodeProcess>;
  consumer(overrides?: Parameters<typeof insertAccount>[1]): Promise<Person>;
  provider(overrides?: Parameters<typeof insertProvider>[1]): Promise<ProviderPerson>;
}

interface ProductOptions<Temporal extends SharedTemporal> {
  settings?: Readonly<Record<string, string>>;
  postgres?: () => Promise<SharedPostgres>;
  temporal?: () => Promise<Temporal>;
}

/** Mocha fixture: the product on a database and a namespace of its own; without a worker until one is started. */
export function useProduct<Temporal extends SharedTemporal = SharedTemporal>({
  settings = {},
  postgres = testPostgres,
  temporal = testTemporalServer as () => Promise<Temporal>,
}: ProductOptions<Temporal> = {}): Product<Temporal> {
  const product = { startWorker, startApiProcess, consumer, provider } as {
    -readonly [Key in keyof Product<Temporal>]: Product<Temporal>[Key];
  };
  let running: RunningApi | undefined;
  const started: NodeProcess[] = [];

  before(async function () {
    this.timeout(600_000); // a fresh machine builds its servers first
    const [own, database] = await Promise.all([temporal(), postgres().then((server) => server.createDatabase())]);
    Object.assign(product, { temporal: own, database });
    const namespace = await own.createNamespace();
    product.env = testEnvironment({
      DATABASE_URL: product.database.url,
      TEMPORAL_ADDRESS: product.temporal.address,
      TEMPORAL_NAMESPACE: namespace,
      ...settings,
    });
    product.config = loadConfig(product.env);
    shareBundles(product.config.embedded.dataDir);
    product.orm = await createOrm({ url: product.database.url, poolMax: 10 });
    running = await startApi({ config: product.config, log: createLogger(product.config) });
    product.url = running.url;
    product.api = client(running.url);
  });

  after(async () => {
    await Promise.all(started.map((each) => each.kill())); // those that live on would take the machine from the next tests
    await running?.stop();
    await product.orm?.close();
  });

  return product;

  function startWorker(settings: Readonly<Record<string, string>> = {}): Promise<NodeProcess> {
    return start('worker', 'worker is running', settings);
  }

  function startApiProcess(): Promise<NodeProcess> {
    return start('api', 'the API listens');
  }

  async function start(
    name: 'worker' | 'api',
    readyWhen: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<NodeProcess> {
    const clock = clockEnvironment(settings.TEST_CLOCK);
    const made = await startProcess(name, { ...product.env, LOG_LEVEL: 'info', ...settings, ...clock }, readyWhen);
    started.push(made);
    return made;
  }

  async function signIn(id: string): Promise<Person> {
    const { token } = await createTokenIssuer(product.config.auth)(id);
    return { id, token };
  }

  async function consumer(overrides: Parameters<typeof insertAccount>[1] = {}): Promise<Person> {
    return signIn(await insertAccount(product.orm.em.fork(), { id: uuidv7(), ...overrides }));
  }

  async function provider(overrides: Parameters<typeof insertProvider>[1] = {}): Promise<ProviderPerson> {
    const inserted = await insertProvider(product.orm.em.fork(), overrides);
    return { ...(await signIn(inserted.accountId)), provider: inserted };
  }
}
