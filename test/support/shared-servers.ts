import { silentLogger } from '#platform/logger.ts';
import { workflowBundle } from '#worker/bundle.ts';
import { BUNDLES_DIR } from './bundles.ts';
import { SHARED_POSTGRES, ownPostgres } from './postgres.ts';
import { SHARED_TEMPORAL, ownTemporalServer } from './temporal.ts';

/**
 * Starts the PostgreSQL and the Temporal server of a whole run, makes the templates and bundles the workflows; answers
 * with the variables by which the test processes find them. They end with this process.
 */
export async function startSharedServers(): Promise<Record<string, string>> {
  const bundle = workflowBundle(BUNDLES_DIR, silentLogger);
  const [postgres, temporal] = await Promise.all([ownPostgres(), ownTemporalServer({ inMemory: true })]);
  await postgres.createDatabase({ content: 'seeded' });
  await bundle;
  return { [SHARED_POSTGRES]: postgres.url('postgres'), [SHARED_TEMPORAL]: temporal.address };
}
