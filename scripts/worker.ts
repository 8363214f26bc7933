import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { runUntilStopped, type OnStop } from '#platform/lifetime.ts';
import { createLogger } from '#platform/logger.ts';
import { startWorker, type RunningWorker } from '#worker/main.ts';

/** Beyond the grace of running activities; with that, below the half minute after which a container is killed. */
const STOP_LIMIT_MS = 15_000;

/** `npm run worker`: a worker alone, as many processes as wanted, against services that run elsewhere. */
export async function main(): Promise<void> {
  const config = withRunningServices(loadConfig());
  const log = createLogger(config);
  const start = async (onStop: OnStop): Promise<RunningWorker> => {
    const worker = await startWorker({ config, log });
    onStop(() => worker.stop());
    return worker;
  };
  await runUntilStopped(config, log, start, { stopLimitMs: config.worker.shutdownGraceMs + STOP_LIMIT_MS });
}
