import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from '#platform/config.ts';
import { WORKER_SETTINGS } from '#platform/config/worker.ts';
import type { Log } from '#platform/logger.ts';
import { startMetricsServer } from '#platform/metrics-server.ts';

/** The figures of a worker, and how its listener is closed, if it has one. */
export interface WorkerMetrics {
  readonly registry: Registry | undefined;
  stop(): Promise<void>;
}

/**
 * Where the figures of a worker go: to the API of the same process, or to a listener of its own where a port is configured.
 * Otherwise nobody could read them, and none are kept.
 */
export async function openWorkerMetrics(
  { worker: { metricsHost: host, metricsPort: port } }: Pick<Config, 'worker'>,
  log: Log,
  shared: Registry | undefined,
): Promise<WorkerMetrics> {
  if (shared || port === undefined) return { registry: shared, stop: async () => undefined };
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const server = await startMetricsServer({ registry, host, port, setting: WORKER_SETTINGS.metricsPort.env, log });
  log.info({ url: server.url }, 'figures of this worker are shown');
  return { registry, stop: () => server.stop() };
}
