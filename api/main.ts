import type { ConnectionLike } from '@temporalio/client';
import type { Registry } from 'prom-client';
import { createOrm } from '#db/orm.ts';
import { registerPoolMetrics } from '#db/pool-metrics.ts';
import { localUrl, type Config } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import { connectRedis } from '#platform/redis.ts';
import { isMailOn } from '#platform/mail.ts';
import { connectLazily, createTemporalClient } from '#platform/temporal/connect.ts';
import { UserError } from '#platform/user-error.ts';
import { assembleApp, createApiAuthenticator } from './assembly.ts';
import { dependencyChecks } from './checks.ts';
import { createCommands } from './commands/commands.ts';
import { createApiDeps } from './deps.ts';
import { createMetrics } from './http/metrics.ts';
import { createReadiness } from './http/readiness.ts';
import { startServer } from './http/server.ts';
import { createLimits } from './limits/limits.ts';
import { registerOutboxMetrics } from './outbox/metrics.ts';
import { startRelay } from './outbox/relay.ts';
import { registerOverdueMetrics } from './overdue/metrics.ts';
import { startPurge } from './purge.ts';
import { createLive } from './realtime/live.ts';
import { startRealtime } from './realtime/realtime.ts';

export interface ApiOptions {
  config: Config;
  log: Logger;
  /** A connection that is shared with a worker in this process; starts are then handed to it directly. */
  connection?: ConnectionLike;
  /** Where a worker in this process publishes what is being written; without it one is made. */
  channel?: LiveChannel;
  /** Where a worker in this process keeps its figures; `/metrics` shows them with those of the API. */
  registry?: Registry;
}

/** A running API. */
export interface RunningApi {
  /** Where this machine reaches it. */
  readonly url: string;
  /** Finishes the requests in flight, then gives everything back. */
  stop(): Promise<void>;
}

/** Starts the HTTP side of the product and its outbox relay. Temporal may be down meanwhile; Postgres too, with 503s. */
export async function startApi({
  config,
  log,
  connection: shared,
  channel,
  registry,
}: ApiOptions): Promise<RunningApi> {
  const databaseUrl = config.postgres.url;
  if (databaseUrl === undefined) throw new UserError('DATABASE_URL is not set.');
  if (!isMailOn(config)) log.warn('PROXIE_SMTP_URL is not set: nobody can register, everybody else can log in');
  const connection = shared ?? connectLazily(config.temporal);
  const client = createTemporalClient(connection, config.temporal);
  const orm = await createOrm({ url: databaseUrl, poolMax: config.postgres.poolMax, timeouts: config.postgres });
  const redis = await connectRedis(config.redis, log);
  const metrics = createMetrics({ processMetrics: true, registry, maxAgeMs: config.metrics.maxAgeMs });
  const limits = createLimits({ config, redis, registry: metrics.registry, log });
  const commands = createCommands({ client, orm, deadlines: config.timers });
  const live = createLive({ orm, log, registry: metrics.registry });
  const { loginFailures, registrationCallers } = limits;
  const deps = createApiDeps({ orm, config, commands, loginFailures, registrationCallers, live });
  const readiness = createReadiness({ checks: dependencyChecks({ orm, client, redis, timers: config.timers }), log });
  void readiness.report(); // what is missing is said at the start, not when somebody asks
  registerOutboxMetrics(metrics.registry, orm);
  registerOverdueMetrics(metrics.registry, orm, config.timers);
  registerPoolMetrics(metrics.registry, 'api', orm.poolState);

  const authenticator = createApiAuthenticator(deps, config);
  const app = assembleApp({ deps, config, readiness, metrics, limits, log, authenticator });
  const realtime = startRealtime({ deps, authenticator, limits, config, databaseUrl, redis, channel, log });
  const { host, port, publicUrl, drainMs } = config.http;
  const onStopping = (): void => {
    readiness.stop();
    deps.taskWatch.release();
  };
  const server = await startServer(app.callback(), {
    host,
    port,
    publicUrl,
    log,
    drainMs,
    onStopping,
    onClosing: () => realtime.drain(),
    upgrade: realtime.upgrade,
  });
  const relay = startRelay({ orm, databaseUrl, workflows: client.workflow, log, eagerStart: shared !== undefined });
  const purge = startPurge({
    orm,
    log,
    refreshTtlMs: config.auth.refreshTtlMs,
    auditRetentionMs: config.audit.retentionMs,
    usageRetentionMs: config.llm.usageRetentionMs,
  });
  return { url: localUrl(host, server.port), stop };

  async function stop(): Promise<void> {
    await server.stop();
    await realtime.stop();
    await relay.stop();
    await purge.stop();
    redis?.close();
    await orm.close();
    if (!shared) await connection.close();
  }
}
