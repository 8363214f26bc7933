import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createBookingActivities } from '#activities/booking/booking.activities.ts';
import { createMatchingActivities } from '#activities/matching/matching.activities.ts';
import { createRequestActivities } from '#activities/request/request.activities.ts';
import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import { DB_QUEUE, WORKFLOW_QUEUE } from '#workflows/shared/queues.ts';

/** What a worker needs of its process. */
export interface WorkerDependencies {
  connection: NativeConnection;
  orm: Orm;
  config: Pick<Config, 'worker' | 'timers' | 'matching' | 'temporal'>;
  /** The path of the workflow bundle. */
  codePath: string;
}

/** The two workers of a process: workflows with their local facts, and matching, on queues that can be deployed apart. */
export async function createWorkers({ connection, orm, config, codePath }: WorkerDependencies): Promise<Worker[]> {
  const { worker, timers, matching, temporal } = config;
  const settings = { ...timers, enoughOffers: matching.enoughOffers };
  const common: Pick<WorkerOptions, 'connection' | 'namespace' | 'shutdownGraceTime'> = {
    connection,
    namespace: temporal.namespace,
    shutdownGraceTime: worker.shutdownGraceMs,
  };
  const workflows = await Worker.create({
    ...common,
    taskQueue: WORKFLOW_QUEUE,
    workflowBundle: { codePath },
    activities: { ...createRequestActivities({ orm, settings }), ...createBookingActivities({ orm, settings }) },
    enableNonLocalActivities: false, // facts are local activities; nothing else may land on this queue
    maxCachedWorkflows: worker.maxCachedWorkflows,
    maxConcurrentWorkflowTaskExecutions: worker.workflowTaskSlots,
    maxConcurrentLocalActivityExecutions: worker.localActivitySlots,
  });
  const db = await Worker.create({
    ...common,
    taskQueue: DB_QUEUE,
    activities: createMatchingActivities({ orm, settings: matching }),
    maxConcurrentActivityTaskExecutions: worker.activitySlots,
  });
  return [workflows, db];
}
