import path from 'node:path';
import { GracefulShutdownPeriodExpiredError, type NativeConnection } from '@temporalio/worker';
import type { Registry } from 'prom-client';
import { createOrm } from '#db/orm.ts';
import { registerPoolMetrics } from '#db/pool-metrics.ts';
import type { Config } from '#platform/config.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import type { Log } from '#platform/logger.ts';
import { connectNatively } from '#platform/temporal/connect.ts';
import { ensureSearchAttributes } from '#platform/temporal/search-attributes.ts';
import { UserError } from '#platform/user-error.ts';
import { createAgent } from './agent.ts';
import { workflowBundle } from './bundle.ts';
import { registerWorkerFigures } from './figures.ts';
import { openWorkerMetrics } from './own-metrics.ts';
import { createWorkers } from './worker.ts';

/** A running worker process, or the worker's part of a process that does more. */
export interface RunningWorker {
  /** Settles when the workers have ended; rejects if one failed. */
  readonly ended: Promise<void>;
  /** Lets running tasks finish and gives everything back. */
  stop(): Promise<void>;
}

/** What the workers' part of a process needs. */
export interface WorkerOptions {
  config: Config;
  log: Log;
  /** A connection that is shared with a client in this process; left open at the end. */
  connection?: NativeConnection;
  /** What an API in this process reads the words of models from; without it one is made. */
  channel?: LiveChannel;
  /** Where an API in this process takes the figures of models from. */
  registry?: Registry;
}

/** Starts the workers against the configured Temporal and Postgres. */
export async function startWorker({
  config,
  log,
  connection: shared,
  channel,
  registry: sharedRegistry,
}: WorkerOptions): Promise<RunningWorker> {
  if (config.postgres.url === undefined) throw new UserError('DATABASE_URL is not set.');
  const encrypted = config.temporal.payloadKeys !== undefined;
  const codePath = await workflowBundle(path.join(config.embedded.dataDir, 'bundles'), log, { encrypted });
  const metrics = await openWorkerMetrics(config, log, sharedRegistry); // first: a port that is taken is told at once
  const connection = shared ?? (await connectNatively(config.temporal, log));
  await requireSearchAttributes(connection, config, log);
  const { url, poolMax } = config.postgres;
  const orm = await createOrm({ url, poolMax, timeouts: config.postgres });
  const { registry } = metrics;
  const agent = await createAgent({ config, orm, connection, log, channel, registry });
  const patience = new AbortController();
  const workers = await createWorkers({
    connection,
    orm,
    config,
    log,
    codePath,
    agent,
    registry,
    giveUp: patience.signal,
  });
  if (registry) {
    registerWorkerFigures(registry, workers);
    registerPoolMetrics(registry, 'worker', orm.poolState);
  }
  const runs = workers.map((worker) => worker.run());
  const ended = Promise.all(runs).then(() => undefined);
  let stopping: Promise<void> | undefined;
  // One that fails takes the others down with it: half a worker would look alive and do nothing.
  ended.catch(() => void stop());
  log.info({ queues: workers.map(({ options }) => options.taskQueue) }, 'worker is running');
  return { ended, stop };

  function stop(): Promise<void> {
    stopping ??= shutDown();
    return stopping;
  }

  async function shutDown(): Promise<void> {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    const grace = setTimeout(() => patience.abort(), config.worker.shutdownGraceMs);
    const endings = await Promise.allSettled(runs);
    clearTimeout(grace);
    agent.close();
    await orm.close();
    await metrics.stop();
    const isCutOff = endings.some(
      (end) => end.status === 'rejected' && end.reason instanceof GracefulShutdownPeriodExpiredError,
    );
    if (isCutOff) log.warn('work was cut off at the end of the grace period; it is done again');
    if (shared) return;
    await connection.close().catch((error: Error) => {
      if (!isCutOff) throw error; // what was cut off may hold it until the process ends
    });
  }
}

/** Runs that cannot set them get nowhere: better no worker than one that fails at each of them. */
async function requireSearchAttributes(
  connection: NativeConnection,
  { temporal }: Pick<Config, 'temporal'>,
  log: Log,
): Promise<void> {
  try {
    const complaint = await ensureSearchAttributes(connection, temporal.namespace);
    if (complaint !== undefined) throw new UserError(complaint);
  } catch (err) {
    if (err instanceof UserError) throw err;
    log.warn({ err }, 'it is not known whether the namespace has our search attributes');
  }
}
