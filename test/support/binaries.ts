import { loadConfig } from '#platform/config.ts';
import { temporalCli, temporalTestServer, type BinarySettings } from '#platform/embedded/binaries.ts';
import { createLogger, type Log } from '#platform/logger.ts';
import { testEnvironment } from './config.ts';

/** Where tests look for the servers' executables: the same places as the product does. */
export function binarySettings(): BinarySettings {
  return loadConfig(testEnvironment()).embedded;
}

/** Speaks only where something is wrong. */
export function binaryLogger(): Log {
  return createLogger({ environment: 'test', logLevel: 'warn' });
}

/** Gets both servers' executables before the tests start: a build takes longer than any test may. */
export async function prepareTestBinaries(): Promise<void> {
  const log = createLogger({ environment: 'test', logLevel: 'info' });
  await temporalCli(binarySettings(), log);
  await temporalTestServer(binarySettings(), log);
}
