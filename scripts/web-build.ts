import { createLogger } from '#platform/logger.ts';
import { buildWebClient } from '#platform/web-build.ts';

/** `npm run web:build`: brings the built web client up to date. */
export async function main(): Promise<void> {
  const log = createLogger({ environment: 'development', logLevel: 'info' });
  const startedAt = performance.now();
  const outcome = await buildWebClient({ log });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(
    outcome === 'built' ? `web/dist is built (${seconds} s)\n` : 'web/dist is up to date: nothing has changed\n',
  );
}
