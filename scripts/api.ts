import { startApi } from '#api/main.ts';
import { loadConfig } from '#platform/config.ts';
import { withRunningServices } from '#platform/endpoints.ts';
import { runUntilStopped, type OnStop } from '#platform/lifetime.ts';
import { createLogger } from '#platform/logger.ts';

/** Beyond the time that a setting gives it; with that, below the half minute after which a container is killed. */
const STOP_LIMIT_MS = 25_000;

/** `npm run api`: the API alone, as many processes as wanted, against services that run elsewhere. */
export async function main(): Promise<void> {
  const config = withRunningServices(loadConfig());
  const log = createLogger(config);
  const start = async (onStop: OnStop): Promise<void> => {
    const api = await startApi({ config, log });
    onStop(() => api.stop());
    log.info(`the API listens on ${api.url}`);
  };
  await runUntilStopped(config, log, start, { stopLimitMs: config.http.drainMs + STOP_LIMIT_MS });
}
