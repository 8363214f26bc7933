import path from 'node:path';
import type { NativeConnection } from '@temporalio/worker';
import type { Registry } from 'prom-client';
import { createOrm } from '#db/orm.ts';
import type { Config } from '#platform/config.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import type { Log } from '#platform/logger.ts';
import { connectNatively } from '#platform/temporal/connect.ts';
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
  if (registry) registerWorkerFigures(registry, workers);
  const ended = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
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
    await ended.catch(() => undefined);
    clearTimeout(grace);
    agent.close();
    await orm.close();
    await metrics.stop();
    if (!shared) await connection.close();
  }
}
