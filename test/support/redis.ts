import { randomUUID } from 'node:crypto';
import { startRedis, type EmbeddedRedis } from '#platform/embedded/redis.ts';
import { silentLogger } from '#platform/logger.ts';
import { connectRedis, type SharedRedis } from '#platform/redis.ts';
import { binarySettings } from './binaries.ts';
import { createFaults, type Faults } from './faults.ts';
import { testFolder, testSupervisor } from './servers.ts';
import { until } from './until.ts';

/** A real Redis for tests. */
export interface TestRedis extends Faults {
  readonly url: string;
}

/** A Redis of its own with two connections, as two processes have them. */
export interface SharedByTwo {
  readonly server: TestRedis;
  readonly clients: readonly SharedRedis[];
  /** Returns when both connections can be used. */
  whenUp(): Promise<void>;
}

let shared: Promise<TestRedis | undefined> | undefined;

/** The Redis that the whole test run shares; nothing on a machine that has neither Redis nor Valkey. */
export function testRedis(): Promise<TestRedis | undefined> {
  shared ??= ownRedis();
  return shared;
}

/** A Redis for one test file alone; a restarted one is empty. */
export async function ownRedis(): Promise<TestRedis | undefined> {
  const { searchPath } = binarySettings();
  const logFile = testFolder(`redis-${randomUUID()}.log`);
  const configFile = testFolder(`redis-${randomUUID()}.conf`);
  const start = (port: number): Promise<EmbeddedRedis | undefined> =>
    startRedis({ supervisor: testSupervisor(), searchPath, logFile, configFile, port });
  const first = await start(0);
  if (!first) return undefined;
  let server = first;
  const faults = createFaults(
    () => server.child,
    async () => {
      server = (await start(server.port)) ?? server;
    },
  );
  return { ...faults, url: server.url };
}

/** Mocha fixture: a Redis that two processes share; the tests are skipped on a machine that has none. */
export function useSharedByTwo(timeoutMs: number): SharedByTwo {
  const clients: SharedRedis[] = [];
  const fixture = { clients, whenUp } as unknown as { -readonly [Key in keyof SharedByTwo]: SharedByTwo[Key] };

  before(async function () {
    const started = await ownRedis();
    if (!started) return this.skip();
    fixture.server = started;
    for (const _ of [1, 2]) {
      const client = await connectRedis({ url: started.url, timeoutMs }, silentLogger);
      if (client) clients.push(client);
    }
    await whenUp();
  });
  after(async () => {
    for (const client of clients) client.close();
    await fixture.server?.stop();
  });

  return fixture;

  async function whenUp(): Promise<void> {
    await until('Redis to be there', () => clients.length === 2 && clients.every((client) => client.isUp()));
  }
}
