/** The API or the worker exactly as `npm run api` and `npm run worker` start them, or both in one as `npm start` does. */
import { Registry } from 'prom-client';
import { loadConfig } from '#platform/config.ts';
import { createInProcessLiveChannel } from '#platform/live/in-process.ts';
import { createLogger } from '#platform/logger.ts';
import { connectNatively } from '#platform/temporal/connect.ts';
import { serve } from './process.ts';

export interface ProductInput {
  readonly role: 'api' | 'worker' | 'whole';
  /** Takes the place of the process's environment. */
  readonly environment: Record<string, string>;
}

serve<ProductInput, { url: string }>(async ({ role, environment }) => {
  const config = loadConfig(environment);
  const log = createLogger(config);
  const connection = role === 'whole' ? await connectNatively(config.temporal, log) : undefined;
  // What the parts of one process share; a part alone makes its own.
  const shared = connection && { connection, registry: new Registry(), channel: createInProcessLiveChannel() };
  const options = { config, log, ...shared };
  // A part alone loads nothing of the other: what it takes of memory is measured, too.
  const worker = role === 'api' ? undefined : await (await import('#worker/main.ts')).startWorker(options);
  const api = role === 'worker' ? undefined : await (await import('#api/main.ts')).startApi(options);
  return { ready: { url: api?.url ?? '' }, stop };

  async function stop(): Promise<void> {
    await api?.stop();
    await worker?.stop();
    await connection?.close();
  }
});
