import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { runUntilStopped } from '#platform/lifetime.ts';
import { createLogger } from '#platform/logger.ts';
import { startWorker } from '#worker/main.ts';

/** `npm run worker`: a worker alone, as many processes as wanted, against services that run elsewhere. */
export async function main(): Promise<void> {
  const config = withRunningServices(loadConfig());
  const log = createLogger(config);
  await runUntilStopped(config, log, async (onStop) => {
    const worker = await startWorker({ config, log });
    onStop(() => worker.stop());
    return worker;
  });
}
