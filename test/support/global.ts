import { Runtime } from '@temporalio/worker';
import { silentLogger } from '#platform/logger.ts';
import { installTemporalRuntime } from '#platform/temporal/runtime.ts';
import { SEED } from './seed.ts';
import { stopTestServers } from './servers.ts';

installTemporalRuntime(silentLogger);

/** Mocha calls it once before the first test. */
export function mochaGlobalSetup(): void {
  process.stdout.write(`\n  Seed ${SEED}\n`);
}

/** Mocha calls it once after the last test; servers were started only by the tests that asked for them. */
export async function mochaGlobalTeardown(this: unknown): Promise<void> {
  const { failures = 0 } = (this ?? {}) as { readonly failures?: number }; // mocha's runner
  if (failures > 0) process.stdout.write(`  The same choices again: PROXIE_SEED=${SEED}\n\n`);
  await stopTestServers();
  await Runtime.instance().shutdown(); // it would keep the process alive
}
