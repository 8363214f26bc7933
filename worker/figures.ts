import type { Worker } from '@temporalio/worker';
import { Gauge, type Registry } from 'prom-client';

/** What of a worker is shown. */
export type WatchedWorker = Pick<Worker, 'getStatus' | 'options'>;

/** Registers what the workers of a process are doing now, by task queue. */
export function registerWorkerFigures(registry: Registry, workers: readonly WatchedWorker[]): void {
  const each = (tell: (worker: { queue: string; status: ReturnType<Worker['getStatus']> }) => void): void => {
    for (const worker of workers) tell({ queue: worker.options.taskQueue, status: worker.getStatus() });
  };
  new Gauge({
    name: 'proxie_worker_running',
    help: 'Whether the worker of a task queue takes work: 1 yes, 0 no.',
    labelNames: ['queue'],
    registers: [registry],
    collect() {
      each(({ queue, status }) => this.set({ queue }, status.runState === 'RUNNING' ? 1 : 0));
    },
  });
  new Gauge({
    name: 'proxie_worker_in_flight',
    help: 'Tasks that the worker of a task queue has under way, by kind.',
    labelNames: ['queue', 'kind'],
    registers: [registry],
    collect() {
      each(({ queue, status }) => {
        this.set({ queue, kind: 'activity' }, status.numInFlightActivities);
        this.set({ queue, kind: 'local_activity' }, status.numInFlightLocalActivities);
        this.set({ queue, kind: 'workflow_task' }, status.numInFlightWorkflowActivations);
      });
    },
  });
  new Gauge({
    name: 'proxie_worker_cached_workflows',
    help: 'Workflows that the worker of a task queue keeps in memory.',
    labelNames: ['queue'],
    registers: [registry],
    collect() {
      each(({ queue, status }) => this.set({ queue }, status.numCachedWorkflows));
    },
  });
}
