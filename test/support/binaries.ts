import { loadConfig } from '#platform/config.ts';
import type { BinarySettings } from '#platform/embedded/binaries.ts';
import { createLogger, type Log } from '#platform/logger.ts';
import { testEnvironment } from './config.ts';

/** Where tests look for the servers' executables: the same places as the product does. */
export function binarySettings(): BinarySettings {
  return loadConfig(testEnvironment()).embedded;
}

/** Speaks only where getting an executable takes time or fails. */
export function binaryLogger(): Log {
  return createLogger({ environment: 'test', logLevel: 'warn' });
}
