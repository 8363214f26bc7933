/** The API or the worker exactly as `npm run api` and `npm run worker` start them. */
import { loadConfig } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import { serve } from './process.ts';

export interface ProductInput {
  readonly role: 'api' | 'worker';
  /** Takes the place of the process's environment. */
  readonly environment: Record<string, string>;
}

serve<ProductInput, { url: string }>(async ({ role, environment }) => {
  const config = loadConfig(environment);
  const log = createLogger(config);
  if (role === 'api') {
    const { startApi } = await import('#api/main.ts');
    const api = await startApi({ config, log });
    return { ready: { url: api.url }, stop: () => api.stop() };
  }
  const { startWorker } = await import('#worker/main.ts');
  const worker = await startWorker({ config, log });
  return { ready: { url: '' }, stop: () => worker.stop() };
});
