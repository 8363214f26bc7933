import {
  Worker,
  type ActivityInterceptorsFactory,
  type NativeConnection,
  type WorkerOptions,
} from '@temporalio/worker';
import type { Registry } from 'prom-client';
import type { LlmGateway } from '#activities/llm/types.ts';
import { createBookingActivities } from '#activities/booking/booking.activities.ts';
import { createChatFacts, createThinking, createToolUse } from '#activities/chat/chat.activities.ts';
import { createPlaces } from '#activities/chat/places.ts';
import { createEnrollmentActivities } from '#activities/enrollment/enrollment.activities.ts';
import { createMatchingActivities } from '#activities/matching/matching.activities.ts';
import { createConfirmationActivities } from '#activities/registration/confirmation.activities.ts';
import { createRegistrationActivities } from '#activities/registration/registration.activities.ts';
import { createRequestActivities } from '#activities/request/request.activities.ts';
import type { UseCases } from '#contracts/use-cases.ts';
import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import { createConfirmationTokens } from '#platform/confirmation-tokens.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import type { Log } from '#platform/logger.ts';
import { createMailer } from '#platform/mail.ts';
import { dataConverterOf } from '#platform/temporal/data-converter.ts';
import { DB_QUEUE, LLM_QUEUE, NOTIFY_QUEUE, WORKFLOW_QUEUE } from '#workflows/shared/queues.ts';
import { interceptFaults, isOwnFault } from './activity-faults.ts';

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
  /** What the agent of a conversation works with. */
  agent: AgentParts;
  /** Where faults are counted, if this process exports metrics. */
  registry?: Registry | undefined;
  /** Closest to the activities, inside everything of ours; tests let activities fail with it. */
  innermost?: ActivityInterceptorsFactory;
}

/**
 * How long a workflow task waits for the worker that has the run in memory before any other takes it. Below the deadline of
 * commands: one that is sent while a worker is being replaced is then carried out, where ten seconds (the default) are a 503.
 */
const STICKY_PATIENCE = '3s';

/** After its grace, work that still waits for a server of others is cut off; Temporal has it done again elsewhere. */
const CUT_OFF_MS = 7_000;

/** What the agent of a conversation works with. */
export interface AgentParts {
  /** The API's operations; what an agent does, it does by them and in somebody's name. */
  useCases: UseCases;
  gateway: LlmGateway;
  /** Where the words of a model go while it speaks. */
  live: Pick<LiveChannel, 'publish'>;
  now?: () => number;
}

/** The workers of a process: workflows with their local facts, matching and tools, mail, and models, on queues that can be deployed apart. */
export async function createWorkers({
  connection,
  orm,
  config,
  log,
  giveUp,
  codePath,
  agent,
  registry,
  innermost,
}: WorkerDependencies): Promise<Worker[]> {
  const { worker, timers, matching, temporal } = config;
  const { now = Date.now } = agent;
  const settings = { ...timers, enoughOffers: matching.enoughOffers };
  const dataConverter = dataConverterOf(temporal);
  const common: Pick<
    WorkerOptions,
    'connection' | 'namespace' | 'shutdownGraceTime' | 'shutdownForceTime' | 'dataConverter'
  > = {
    connection,
    namespace: temporal.namespace,
    shutdownGraceTime: worker.shutdownGraceMs,
    shutdownForceTime: worker.shutdownGraceMs + CUT_OFF_MS,
    ...(dataConverter && { dataConverter }),
  };
  const inside = innermost ? [innermost] : [];
  const interceptors = { activity: [interceptFaults({ log, registry }), ...inside] };
  const outward = { activity: [interceptFaults({ log, registry, isFault: isOwnFault }), ...inside] };
  const workflows = await Worker.create({
    ...common,
    interceptors,
    taskQueue: WORKFLOW_QUEUE,
    workflowBundle: { codePath },
    activities: {
      ...createRequestActivities({ orm, settings }),
      ...createBookingActivities({ orm, settings }),
      ...createRegistrationActivities({ orm }),
      ...createEnrollmentActivities({ orm, settings }),
      ...createChatFacts({ orm }),
    },
    maxConcurrentActivityTaskExecutions: worker.activitySlots, // facts that wait for the database to come back
    maxCachedWorkflows: worker.maxCachedWorkflows,
    stickyQueueScheduleToStartTimeout: STICKY_PATIENCE,
    maxConcurrentWorkflowTaskExecutions: worker.workflowTaskSlots,
    maxConcurrentLocalActivityExecutions: worker.localActivitySlots,
  });
  const db = await Worker.create({
    ...common,
    interceptors,
    taskQueue: DB_QUEUE,
    activities: {
      ...createMatchingActivities({ orm, settings: matching }),
      ...createToolUse({ orm, useCases: agent.useCases, now }),
    },
    maxConcurrentActivityTaskExecutions: worker.activitySlots,
  });
  const notify = await Worker.create({
    ...common,
    interceptors: outward,
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
  const llm = await Worker.create({
    ...common,
    interceptors: outward,
    taskQueue: LLM_QUEUE,
    activities: createThinking({ ...agent, orm, places: createPlaces(orm, now), now }),
    maxConcurrentActivityTaskExecutions: worker.modelSlots,
  });
  return [workflows, db, notify, llm];
}
