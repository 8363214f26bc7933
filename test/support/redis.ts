import { randomUUID } from 'node:crypto';
import { startRedis, type EmbeddedRedis } from '#platform/embedded/redis.ts';
import { binarySettings } from './binaries.ts';
import { createFaults, type Faults } from './faults.ts';
import { testFolder, testSupervisor } from './servers.ts';

/** A real Redis for tests. */
export interface TestRedis extends Faults {
  readonly url: string;
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
  const start = (port: number): Promise<EmbeddedRedis | undefined> =>
    startRedis({ supervisor: testSupervisor(), searchPath, logFile, port });
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
