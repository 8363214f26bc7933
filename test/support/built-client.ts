import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { silentLogger } from '#platform/logger.ts';
import { buildWebClient } from '#platform/web-build.ts';

/** The folder of the real web client, built if what it is made from has changed; tests that come at once share one build. */
export async function builtClient(): Promise<string> {
  await buildWebClient({ log: silentLogger });
  return path.join(PROJECT_DIR, 'web/dist');
}
