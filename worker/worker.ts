import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createBookingActivities } from '#activities/booking/booking.activities.ts';
import { createMatchingActivities } from '#activities/matching/matching.activities.ts';
import { createConfirmationActivities } from '#activities/registration/confirmation.activities.ts';
import { createRegistrationActivities } from '#activities/registration/registration.activities.ts';
import { createRequestActivities } from '#activities/request/request.activities.ts';
import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import { createConfirmationTokens } from '#platform/confirmation-tokens.ts';
import type { Log } from '#platform/logger.ts';
import { createMailer } from '#platform/mail.ts';
import { dataConverterOf } from '#platform/temporal/data-converter.ts';
import { DB_QUEUE, NOTIFY_QUEUE, WORKFLOW_QUEUE } from '#workflows/shared/queues.ts';

/** What of the configuration workers and their activities go by. */
type WorkerConfig = Pick<
  Config,
  | 'worker'
  | 'timers'
  | 'matching'
  | 'temporal'
  | 'registration'
  | 'mail'
  | 'http'
  | 'cursorSecret'
  | 'environment'
  | 'embedded'
>;

/** What a worker needs of its process. */
export interface WorkerDependencies {
  connection: NativeConnection;
  orm: Orm;
  config: WorkerConfig;
  log: Log;
  /** Aborted when a worker that was told to stop has waited long enough for servers of others. */
  giveUp?: AbortSignal;
  /** The path of the workflow bundle, made with the same payload keys in mind. */
  codePath: string;
}

/** The workers of a process: workflows with their local facts, matching, and mail, on queues that can be deployed apart. */
export async function createWorkers({
  connection,
  orm,
  config,
  log,
  giveUp,
  codePath,
}: WorkerDependencies): Promise<Worker[]> {
  const { worker, timers, matching, temporal } = config;
  const settings = { ...timers, enoughOffers: matching.enoughOffers };
  const dataConverter = dataConverterOf(temporal);
  const common: Pick<WorkerOptions, 'connection' | 'namespace' | 'shutdownGraceTime' | 'dataConverter'> = {
    connection,
    namespace: temporal.namespace,
    shutdownGraceTime: worker.shutdownGraceMs,
    ...(dataConverter && { dataConverter }),
  };
  const workflows = await Worker.create({
    ...common,
    taskQueue: WORKFLOW_QUEUE,
    workflowBundle: { codePath },
    activities: {
      ...createRequestActivities({ orm, settings }),
      ...createBookingActivities({ orm, settings }),
      ...createRegistrationActivities({ orm }),
    },
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
  const notify = await Worker.create({
    ...common,
    taskQueue: NOTIFY_QUEUE,
    activities: createConfirmationActivities({
      orm,
      mailer: createMailer(config, log),
      tokens: createConfirmationTokens(config.cursorSecret),
      publicUrl: config.http.publicUrl,
      mailsPerHour: config.registration.mailsPerHour,
      log,
      ...(giveUp && { giveUp }),
    }),
    maxConcurrentActivityTaskExecutions: worker.activitySlots,
  });
  return [workflows, db, notify];
}
