import {
  Worker,
  type ActivityInterceptorsFactory,
  type NativeConnection,
  type WorkerOptions,
} from '@temporalio/worker';
import type { Registry } from 'prom-client';
import type { LlmGateway } from '#activities/llm/types.ts';
import { createBookingActivities } from '#activities/booking/booking.activities.ts';
import { createActions, createChatFacts, createThinking, createToolUse } from '#activities/chat/chat.activities.ts';
import { createPlaces } from '#activities/chat/places.ts';
import { createEnrollmentActivities } from '#activities/enrollment/enrollment.activities.ts';
import { createMatchingActivities } from '#activities/matching/matching.activities.ts';
import { createConfirmationActivities } from '#activities/registration/confirmation.activities.ts';
import { createRegistrationActivities } from '#activities/registration/registration.activities.ts';
import { createRequestActivities } from '#activities/request/request.activities.ts';
import type { UseCases } from '#contracts/use-cases.ts';
import { createMailClaims, type MailLimits } from '#db/mail-claims.ts';
import { createStandingWatch } from '#db/standing-watch.ts';
import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import { createConfirmationTokens } from '#platform/confirmation-tokens.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import type { Log } from '#platform/logger.ts';
import { createMailer } from '#platform/mail.ts';
import { dataConverterOf } from '#platform/temporal/data-converter.ts';
import { ACTION_QUEUE, DB_QUEUE, LLM_QUEUE, NOTIFY_QUEUE, WORKFLOW_QUEUE } from '#workflows/shared/queues.ts';
import { interceptFaults, isOwnFault } from './activity-faults.ts';

/** What of the configuration workers and their activities go by. */
type WorkerConfig = Pick<
  Config,
  | 'worker'
  | 'timers'
  | 'trust'
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
  /** The queues that are served; without it, all. */
  queues?: readonly string[];
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

/** What the facts of requests, bookings and enrollments go by. */
export function settingsOf({
  timers,
  trust,
  matching,
  worker,
}: Pick<WorkerConfig, 'timers' | 'trust' | 'matching' | 'worker'>) {
  const { suspensionGraceMs } = trust;
  return { ...timers, suspensionGraceMs, enoughOffers: matching.enoughOffers, commandsPerRun: worker.commandsPerRun };
}

/** The workers of a process: workflows with their local facts, matching and tools, approved actions, mail, and models, on queues that can be deployed apart. */
export async function createWorkers(dependencies: WorkerDependencies): Promise<Worker[]> {
  const { queues } = dependencies;
  const workers: Worker[] = [];
  for (const options of [...inwardOptions(dependencies), ...outwardOptions(dependencies)]) {
    if (queues === undefined || queues.includes(options.taskQueue)) workers.push(await Worker.create(options));
  }
  return workers;
}

/** What reads and writes our own database: runs with their facts, matching, tools and approved actions. */
function inwardOptions(dependencies: WorkerDependencies): WorkerOptions[] {
  const { orm, config, codePath, agent } = dependencies;
  const { worker, matching } = config;
  const { now = Date.now } = agent;
  const settings = settingsOf(config);
  const { quotas } = config.trust;
  const approved = createActions({ orm, useCases: agent.useCases });
  const common = commonOptions(dependencies);
  const workflows: WorkerOptions = {
    ...common,
    taskQueue: WORKFLOW_QUEUE,
    workflowBundle: { codePath },
    activities: {
      ...createRequestActivities({ orm, settings, quotas }),
      ...createBookingActivities({ orm, settings }),
      ...createRegistrationActivities({ orm }),
      ...createEnrollmentActivities({ orm, settings, quotas }),
      ...createChatFacts({ orm, ...settings }),
    },
    maxConcurrentActivityTaskExecutions: worker.activitySlots, // facts that wait for the database to come back
    maxCachedWorkflows: worker.maxCachedWorkflows,
    stickyQueueScheduleToStartTimeout: STICKY_PATIENCE,
    maxConcurrentWorkflowTaskExecutions: worker.workflowTaskSlots,
    maxConcurrentLocalActivityExecutions: worker.localActivitySlots,
  };
  const db: WorkerOptions = {
    ...common,
    taskQueue: DB_QUEUE,
    activities: {
      ...createMatchingActivities({ orm, settings: matching, quotas }),
      ...createToolUse({ orm, useCases: agent.useCases, now, quotas }),
      // What runs of 0.1 put on this queue before actions had their own. It can go in 0.2: an action is given up after a day.
      ...approved,
    },
    maxConcurrentActivityTaskExecutions: worker.activitySlots,
  };
  const actions: WorkerOptions = {
    ...common,
    taskQueue: ACTION_QUEUE,
    activities: approved,
    maxConcurrentActivityTaskExecutions: worker.actionSlots,
  };
  return [workflows, db, actions];
}

/** What waits for servers of others: mail and models. What those answer is no fault of ours. */
function outwardOptions(dependencies: WorkerDependencies): WorkerOptions[] {
  const { orm, config, agent, log } = dependencies;
  const { worker } = config;
  const { now = Date.now } = agent;
  const common = commonOptions(dependencies, isOwnFault);
  const notify: WorkerOptions = {
    ...common,
    taskQueue: NOTIFY_QUEUE,
    activities: mails(dependencies),
    maxConcurrentActivityTaskExecutions: worker.activitySlots,
  };
  const llm: WorkerOptions = {
    ...common,
    taskQueue: LLM_QUEUE,
    activities: createThinking({
      ...agent,
      orm,
      places: createPlaces(orm, now),
      standing: createStandingWatch({ orm, log }),
      now,
    }),
    maxConcurrentActivityTaskExecutions: worker.modelSlots,
  };
  return [notify, llm];
}

function commonOptions(
  { connection, config, log, registry, innermost }: WorkerDependencies,
  isFault?: typeof isOwnFault,
): Omit<WorkerOptions, 'taskQueue'> {
  const dataConverter = dataConverterOf(config.temporal);
  const sorting = interceptFaults({ log, registry, ...(isFault && { isFault }) });
  return {
    connection,
    namespace: config.temporal.namespace,
    shutdownGraceTime: config.worker.shutdownGraceMs,
    shutdownForceTime: config.worker.shutdownGraceMs + CUT_OFF_MS,
    interceptors: { activity: [sorting, ...(innermost ? [innermost] : [])] },
    ...(dataConverter && { dataConverter }),
  };
}

function mails({ orm, config, log, giveUp }: Pick<WorkerDependencies, 'orm' | 'config' | 'log' | 'giveUp'>) {
  return createConfirmationActivities({
    orm,
    mailer: createMailer(config, log),
    tokens: createConfirmationTokens(config.cursorSecret),
    publicUrl: config.http.publicUrl,
    claims: createMailClaims({ secret: config.cursorSecret, limits: mailLimitsOf(config) }),
    log,
    ...(giveUp && { giveUp }),
  });
}

function mailLimitsOf({ registration }: Pick<Config, 'registration'>): MailLimits {
  const { mailbox_day: mailboxDay, domain: domainHour } = registration.limits;
  return { mailboxHour: registration.mailsPerHour, mailboxDay, domainHour };
}
