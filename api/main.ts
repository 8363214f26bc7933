import type { ConnectionLike } from '@temporalio/client';
import { createOrm } from '#db/orm.ts';
import { localUrl, type Config } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import { connectLazily, createTemporalClient } from '#platform/temporal/connect.ts';
import { UserError } from '#platform/user-error.ts';
import { assembleApp } from './assembly.ts';
import { dependencyChecks } from './checks.ts';
import { createCommands } from './commands/commands.ts';
import { createApiDeps } from './deps.ts';
import { createMetrics } from './http/metrics.ts';
import { createReadiness } from './http/readiness.ts';
import { startServer } from './http/server.ts';
import { registerOutboxFigures } from './outbox/figures.ts';
import { startRelay } from './outbox/relay.ts';

export interface ApiOptions {
  config: Config;
  log: Logger;
  /** A connection that is shared with a worker in this process; starts are then handed to it directly. */
  connection?: ConnectionLike;
}

/** A running API. */
export interface RunningApi {
  /** Where this machine reaches it. */
  readonly url: string;
  /** Finishes the requests in flight, then gives everything back. */
  stop(): Promise<void>;
}

/** Starts the HTTP side of the product and its outbox relay. Temporal may be down meanwhile; Postgres too, with 503s. */
export async function startApi({ config, log, connection: shared }: ApiOptions): Promise<RunningApi> {
  const databaseUrl = config.postgres.url;
  if (databaseUrl === undefined) throw new UserError('DATABASE_URL is not set.');
  const connection = shared ?? connectLazily(config.temporal);
  const client = createTemporalClient(connection, config.temporal);
  const orm = await createOrm({ url: databaseUrl, poolMax: config.postgres.poolMax });
  const deps = createApiDeps({ orm, config, commands: createCommands({ client, orm, deadlines: config.timers }) });
  const readiness = createReadiness({ checks: dependencyChecks({ orm, client, redisUrl: config.redis.url }), log });
  const metrics = createMetrics({ processMetrics: true });
  registerOutboxFigures(metrics.registry, orm);

  const app = assembleApp({ deps, config, readiness, metrics, log });
  const { host, port } = config.http;
  const server = await startServer(app.callback(), { host, port, log, onStopping: () => readiness.stop() });
  const relay = startRelay({ orm, databaseUrl, workflows: client.workflow, log, eagerStart: shared !== undefined });
  return { url: localUrl(host, server.port), stop };

  async function stop(): Promise<void> {
    await server.stop();
    await relay.stop();
    await orm.close();
    if (!shared) await connection.close();
  }
}
