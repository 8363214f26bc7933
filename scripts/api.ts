import { startApi } from '#api/main.ts';
import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { runUntilStopped } from '#platform/lifetime.ts';
import { createLogger } from '#platform/logger.ts';

/** `npm run api`: the API alone, as many processes as wanted, against services that run elsewhere. */
export async function main(): Promise<void> {
  const config = withRunningServices(loadConfig());
  const log = createLogger(config);
  await runUntilStopped(config, log, async (onStop) => {
    const api = await startApi({ config, log });
    onStop(() => api.stop());
    log.info(`the API listens on ${api.url}`);
  });
}
