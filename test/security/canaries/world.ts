import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createTokenIssuer } from '#api/http/tokens.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import { loadConfig, PROJECT_DIR } from '#platform/config.ts';
import { NOT_BY_ITSELF } from '#test/support/due.ts';
import { testEnvironment } from '#test/support/config.ts';
import { insertAccount, insertProvider } from '#test/support/factories.ts';
import { ownPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { startNode, type TestProcess } from '#test/support/processes.ts';
import type { ProviderPerson, Person } from '#test/support/product.ts';
import { ownRedis } from '#test/support/redis.ts';
import { atEnd } from '#test/support/servers.ts';
import { startSmtpServer, type SmtpServer } from '#test/support/smtp-server.ts';
import { testTemporalServer } from '#test/support/temporal.ts';
import { createClient } from 'redis';
import type { Marks } from './marks.ts';
import type { Text } from './search.ts';

/** The product as real processes that log all they can, with secrets of its own in every setting that takes one. */
export interface World {
  readonly orm: Orm;
  readonly postgres: TestPostgres;
  readonly smtp: SmtpServer;
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly url: string;
  startApi(): Promise<TestProcess>;
  startWorker(): Promise<TestProcess>;
  person(overrides?: Parameters<typeof insertAccount>[1]): Promise<Person>;
  provider(overrides: Parameters<typeof insertProvider>[1]): Promise<ProviderPerson>;
  /** What all processes have written, errors included. */
  logs(): Text[];
  close(): Promise<void>;
}

/** Brings up the servers and reads the configuration; no process runs yet. */
export async function createWorld(marks: Marks): Promise<World> {
  const [postgres, smtp, temporal] = [await ownPostgres(), await startSmtpServer(), await testTemporalServer()];
  const database = await postgres.createDatabase();
  const namespace = await temporal.createNamespace();
  const secret = (name: string): string => `${marks.make(name)}-${randomUUID()}`;
  marks.learn('the password of the database', new URL(database.url).password);
  const env = testEnvironment({
    LOG_LEVEL: 'debug',
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_GRPC_META_X_KEY: marks.make('metadata for Temporal'),
    REDIS_URL: await redisUrl(marks),
    PROXIE_JWT_KEYS: `one:${secret('a signing key')}`,
    PROXIE_CURSOR_SECRET: secret('the cursor secret'),
    PROXIE_SMTP_URL: smtp.url,
    PROXIE_ENOUGH_OFFERS: '1',
    ...NOT_BY_ITSELF,
    PROXIE_REFRESH_GRACE: '0s', // so that the second use of a token is refused at once
    PROXIE_COMMAND_DEADLINE: '3s',
    PROXIE_RATE_LIMITS: 'login=1000,requests=100000,offers=1000,bookings=1000,providers=100000,other=1000',
  });
  const config = loadConfig(env);
  const orm = await createOrm({ url: database.url, poolMax: 5 });
  const issue = createTokenIssuer(config.auth);
  const started: [string, TestProcess][] = [];
  const world = { orm, postgres, smtp, temporal: { address: temporal.address, namespace }, url: '' };
  return Object.assign(world, { startApi, startWorker, person, provider, logs, close });

  async function startApi(): Promise<TestProcess> {
    const api = await start('api', 'the API listens');
    world.url = /the API listens on (http\S+)/.exec(api.stdout())?.[1] ?? '';
    return api;
  }
  function startWorker(): Promise<TestProcess> {
    return start('worker', 'worker is running');
  }
  async function start(name: string, readyWhen: string): Promise<TestProcess> {
    const process = startNode([path.join(PROJECT_DIR, 'scripts/launch.mjs'), name], env);
    started.push([name, process]);
    atEnd(() => end(process));
    await process.said(readyWhen);
    return process;
  }
  async function signIn(id: string): Promise<Person> {
    const { token } = await issue(id);
    marks.learn('an access token', token.split('.').at(-1));
    return { id, token };
  }
  async function person(overrides: Parameters<typeof insertAccount>[1] = {}): Promise<Person> {
    return signIn(await insertAccount(orm.em.fork(), overrides));
  }
  async function provider(overrides: Parameters<typeof insertProvider>[1]): Promise<ProviderPerson> {
    const inserted = await insertProvider(orm.em.fork(), overrides);
    return { ...(await signIn(inserted.accountId)), provider: inserted };
  }
  function logs(): Text[] {
    return started.flatMap(([name, process]) =>
      `${process.stdout()}\n${process.stderr()}`.split('\n').map((text) => ({ where: `log of ${name}`, text })),
    );
  }
  async function close(): Promise<void> {
    for (const [, process] of started) await end(process);
    await orm.close();
    await smtp.stop();
  }
}

async function end(process: TestProcess): Promise<void> {
  process.child.kill('SIGKILL');
  await process.ended();
}

/** A Redis that asks for a password; nothing on a machine that has none, where limits are kept in the process. */
async function redisUrl(marks: Marks): Promise<string> {
  const redis = await ownRedis();
  if (!redis) return '';
  const password = marks.make('the password of Redis');
  const client = createClient({ url: redis.url });
  await client.connect();
  await client.configSet('requirepass', password);
  client.destroy();
  return redis.url.replace('//', `//:${password}@`);
}
