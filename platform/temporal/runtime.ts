import {
  makeTelemetryFilterString,
  Runtime,
  type LogLevel,
  type Logger as TemporalLogger,
  type LogMetadata,
} from '@temporalio/worker';
import type { Log } from '../logger.ts';

const LEVELS = {
  TRACE: 'debug',
  DEBUG: 'debug',
  INFO: 'debug',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, keyof Log>;

/** The SDK warns of a worker that has activities only, as ours for the queue `db` has on purpose. */
const NO_WORKFLOWS = 'No workflows registered';

let isInstalled = false;

/** Sends what Temporal's own core and SDK log into ours; only the first call of a process counts. */
export function installTemporalRuntime(log: Log): void {
  if (isInstalled) return;
  isInstalled = true;
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    if (!message.startsWith(NO_WORKFLOWS)) log[LEVELS[level]](meta, message);
  };
  const logger: TemporalLogger = {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
  Runtime.install({
    logger,
    shutdownSignals: [], // signals are the process's own business
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
  });
}
