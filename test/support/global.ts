import { Runtime } from '@temporalio/worker';
import { silentLogger } from '#platform/logger.ts';
import { installTemporalRuntime } from '#platform/temporal/runtime.ts';
import { stopTestServers } from './servers.ts';

installTemporalRuntime(silentLogger);

/** Mocha calls it once after the last test; servers were started only by the tests that asked for them. */
export async function mochaGlobalTeardown(): Promise<void> {
  await stopTestServers();
  await Runtime.instance().shutdown(); // it would keep the process alive
}
