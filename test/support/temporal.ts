import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { temporalCli } from '#platform/embedded/binaries.ts';
import { SEARCH_ATTRIBUTES, startTemporal, type EmbeddedTemporal } from '#platform/embedded/temporal.ts';
import { binarySettings, binaryLogger } from './binaries.ts';
import { createFaults, type Faults } from './faults.ts';
import { testFolder, testSupervisor } from './servers.ts';

/** A real Temporal server that several test files share: nobody stops it. */
export interface SharedTemporal {
  readonly address: string;
  /** A fresh namespace with our search attributes, so that the runs of test files never meet. */
  createNamespace(): Promise<string>;
}

/** A real Temporal server of one test file, which may pause and kill it as it likes. */
export interface TestTemporal extends SharedTemporal, Faults {
  /** From now on it answers and cannot write, until the function that is returned is called; only for a server of its own. */
  lockStore(): () => void;
}

const NAMESPACE_KNOWN_MS = 20_000;
const POLL_MS = 50;
/** A busy server lets go of its own lock for a moment only. */
const STORE_LOCK_MS = 30_000;
/** gRPC's status codes. */
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const KEYWORD = 2; // temporal.api.enums.v1.IndexedValueType

/** Names the server that a whole run shares; see test/support/shared-servers.ts. */
export const SHARED_TEMPORAL = 'TEST_TEMPORAL_ADDRESS';

let shared: Promise<SharedTemporal> | undefined;

/** The Temporal server that the whole test run shares, in memory; a process that runs tests on its own starts one when the first test asks. */
export function testTemporalServer(): Promise<SharedTemporal> {
  const address = process.env[SHARED_TEMPORAL];
  shared ??=
    address === undefined
      ? ownTemporalServer({ inMemory: true })
      : Promise.resolve({ address, createNamespace: () => createNamespace(address) });
  return shared;
}

/** A Temporal server for one test file alone; it keeps its state on disk, so that a restart goes on where it was. */
export async function ownTemporalServer({ inMemory = false } = {}): Promise<TestTemporal> {
  const executable = await temporalCli(binarySettings(), binaryLogger());
  const name = `temporal-${randomUUID()}`;
  const dbFile = testFolder(`${name}.db`);
  const start = (port: number): Promise<EmbeddedTemporal> =>
    startTemporal({
      supervisor: testSupervisor(),
      executable,
      port,
      logFile: testFolder(`${name}.log`),
      ...(inMemory ? {} : { dbFile }),
    });
  let server = await start(0);
  const { address } = server;
  const faults = createFaults(
    () => server.child,
    async () => {
      server = await start(Number(address.split(':')[1]));
    },
  );
  return { ...faults, address, createNamespace: () => createNamespace(address), lockStore };

  function lockStore(): () => void {
    const other = new DatabaseSync(dbFile, { timeout: STORE_LOCK_MS });
    other.exec('begin immediate');
    return () => {
      if (other.isOpen) other.close();
    };
  }
}

async function createNamespace(address: string): Promise<string> {
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    await registerSearchAttributes(connection, namespace);
    await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
    return namespace;
  } finally {
    await connection.close();
  }
}

/** A server learns of a namespace a little after it was made: asked again until it knows it. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const deadline = Date.now() + NAMESPACE_KNOWN_MS;
  const searchAttributes = Object.fromEntries(Object.keys(SEARCH_ATTRIBUTES).map((name) => [name, KEYWORD]));
  for (;;) {
    try {
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
      return;
    } catch (error) {
      const { code } = error as { code?: number };
      if (code === ALREADY_EXISTS) return;
      if (code !== NOT_FOUND || Date.now() > deadline) throw error;
      await delay(POLL_MS);
    }
  }
}
