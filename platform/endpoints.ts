import { withEndpoints, type Config } from './config.ts';
import { runningStack } from './embedded/data-dir.ts';
import { UserError } from './user-error.ts';

/** For commands that bring up nothing themselves: what is configured, else what a running `npm start` serves. */
export function withRunningServices(
  config: Config,
  needed: readonly ('DATABASE_URL' | 'TEMPORAL_ADDRESS')[] = ['DATABASE_URL', 'TEMPORAL_ADDRESS'],
): Config {
  const running = runningStack(config.embedded.dataDir);
  const found = {
    DATABASE_URL: config.postgres.url ?? running?.postgresUrl,
    TEMPORAL_ADDRESS: config.temporal.address ?? running?.temporalAddress,
  };
  const missing = needed.filter((name) => found[name] === undefined);
  if (missing.length > 0) throw new UserError(`Set ${missing.join(' and ')}, or let \`npm start\` run meanwhile.`);
  return withEndpoints(config, {
    postgresUrl: found.DATABASE_URL,
    temporalAddress: found.TEMPORAL_ADDRESS,
    temporalUiUrl: running?.temporalUiUrl,
    redisUrl: config.redis.url ?? running?.redisUrl,
  });
}
