import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import { msToTs } from '@temporalio/common/lib/time.js';
import { TestWorkflowEnvironment, type ClientOptionsForTestEnv } from '@temporalio/testing';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { temporalTestServer } from '#platform/embedded/binaries.ts';
import type { Child } from '#platform/embedded/children.ts';
import { findFreePort } from '#platform/embedded/ports.ts';
import { binarySettings, binaryLogger } from './binaries.ts';
import { atEnd, testFolder, testSupervisor } from './servers.ts';
import { registerSearchAttributes } from './temporal.ts';

/** The SDK would give the server five seconds, in which a busy machine cannot bring up Java. */
const READY_MS = 100_000;
const POLL_MS = 100;
const NUDGE_MS = 200;
/** For a heap of some megabytes; the server as a native program, as the SDK offers it, does not read it. */
const JAVA_OPTIONS = '-XX:+UseSerialGC';

/** A server of its own whose clock jumps over every wait; tear it down (or leave that to the end of the run). */
export async function timeSkippingServer(client: ClientOptionsForTestEnv = {}): Promise<TestWorkflowEnvironment> {
  const command = await temporalTestServer(binarySettings(), binaryLogger());
  const port = await findFreePort();
  const name = `time-skipping-${randomUUID()}`;
  const child = await testSupervisor().start({
    name: 'time-skipping server',
    command: '/usr/bin/env',
    args: [`JAVA_TOOL_OPTIONS=${JAVA_OPTIONS}`, command, String(port)],
    logFile: testFolder(`${name}.log`),
    stop: [{ signal: 'SIGTERM', waitMs: 3_000 }],
  });
  const environment = await TimeSkippingEnvironment.connectTo(child, `127.0.0.1:${port}`, client);
  atEnd(() => environment.teardown());
  await registerSearchAttributes(environment.connection, 'default');
  return environment;
}

/** Connects as soon as the server answers. */
async function connectionTo(child: Child, options: ConnectionOptions): Promise<Connection> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    try {
      return await Connection.connect({ ...options, connectTimeout: 1_000 });
    } catch (error) {
      if (!child.isRunning() || Date.now() > deadline) {
        throw new Error('the time-skipping server did not start', { cause: error });
      }
      await delay(POLL_MS);
    }
  }
}

/** What the SDK offers for servers that it has started itself, for one that we have started. */
class TimeSkippingEnvironment extends TestWorkflowEnvironment {
  private over: Promise<void> | undefined;
  private child: Child | undefined;
  /**
   * Wakes the server's clock. The server lets it go without a signal when a workflow task ends, and the clock, asleep until
   * its next timer, then does not notice that it may jump: a test waits in vain for a day to pass. To sleep for no
   * time is a call that gives the signal.
   */
  private readonly nudging = setInterval(() => {
    void this.connection.testService?.sleep({ duration: msToTs(0) }).catch(() => undefined);
  }, NUDGE_MS).unref();

  static async connectTo(
    child: Child,
    address: string,
    client: ClientOptionsForTestEnv,
  ): Promise<TimeSkippingEnvironment> {
    const options = { address, [InternalConnectionOptionsSymbol]: { supportsTestService: true } };
    const [connection, native] = [await connectionTo(child, options), await NativeConnection.connect(options)];
    const environment = new TimeSkippingEnvironment(
      Runtime.instance(),
      { server: { type: 'existing' }, client, plugins: [] },
      true,
      'existing',
      connection,
      native,
      undefined,
      address,
    );
    environment.child = child;
    return environment;
  }

  override teardown(): Promise<void> {
    clearInterval(this.nudging);
    this.over ??= super.teardown().then(() => this.child?.stop());
    return this.over;
  }
}
