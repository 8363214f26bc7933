import fs from 'node:fs/promises';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type ActivityInterceptorsFactory } from '@temporalio/worker';
import { offlineGateway } from './scripted-gateway.ts';
import type { LlmGateway } from '#activities/llm/types.ts';
import { createCommands, type Commands } from '#api/commands/commands.ts';
import { startRelay, type Relay } from '#api/outbox/relay.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import type { UseCases } from '#contracts/use-cases.ts';
import { PROJECT_DIR, type Config } from '#platform/config.ts';
import { createInProcessLiveChannel } from '#platform/live/in-process.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import { silentLogger, type Log } from '#platform/logger.ts';
import { dataConverterOf } from '#platform/temporal/data-converter.ts';
import { workflowBundle } from '#worker/bundle.ts';
import { createUseCases } from '#worker/use-cases.ts';
import { createWorkers } from '#worker/worker.ts';
import { BUNDLES_DIR } from './bundles.ts';
import { testConfig } from './config.ts';
import { testPostgres, type TestDatabase } from './postgres.ts';
import { timeSkippingServer } from './time-skipping.ts';
import { until } from './until.ts';

export { BUNDLES_DIR };

type History = temporal.api.history.v1.IHistory;

/** Whole lives in seconds: a clock that can be turned, a real worker, a real database and the real way of commands. */
export interface Lives {
  readonly orm: Orm;
  readonly commands: Commands;
  readonly config: Config;
  /** The API's operations as the agent has them. */
  readonly useCases: UseCases;
  /** Where the words of models go. */
  readonly live: LiveChannel;
  handle(workflowId: string, runId?: string): WorkflowHandle;
  nowMs(): Promise<number>;
  /** Turns the clock forward; what is due on the way happens. */
  pass(ms: number): Promise<void>;
  /** Shuts down the workers of one queue, as if their process were away. */
  stopWorkers(queue: string): Promise<void>;
  /** Starts workers for these queues, or for all. */
  startWorkers(...queues: string[]): Promise<void>;
  /** True when nothing is under way in the run: it waits for a command or for its next timer. */
  isIdle(workflowId: string): Promise<boolean>;
  /** Fails unless the code replays the history that the run has made; keeps it under a name where `RECORD_HISTORIES` asks for it. */
  replays(workflowId: string, name?: string, runId?: string): Promise<void>;
}

/** Mocha fixture: the servers and the worker of a file of lives; settings are environment variables. Conversations talk to the offline model unless another is given. */
export function useLives(
  settings: Readonly<Record<string, string>> = {},
  gateway: LlmGateway = offlineGateway(),
  { innermost, log = silentLogger }: { innermost?: ActivityInterceptorsFactory; log?: Log } = {},
): Lives {
  let environment: TestWorkflowEnvironment;
  let database: TestDatabase;
  let relay: Relay;
  let codePath: string;
  const running = new Map<Worker, Promise<void>>();
  const { payloadKeys } = testConfig(settings).temporal;
  const dataConverter = dataConverterOf({ payloadKeys });
  const live = createInProcessLiveChannel();
  const lives = {
    config: testConfig(settings),
    live,
    handle,
    nowMs,
    pass,
    stopWorkers,
    startWorkers,
    isIdle,
    replays,
  } as unknown as {
    -readonly [Key in keyof Lives]: Lives[Key];
  };

  before(async function () {
    this.timeout(300_000); // a fresh machine gets its servers first
    [environment, database, codePath] = await Promise.all([
      timeSkippingServer({ ...(dataConverter && { dataConverter }) }),
      testPostgres().then((postgres) => postgres.createDatabase()),
      workflowBundle(BUNDLES_DIR, silentLogger, { encrypted: payloadKeys !== undefined }),
    ]);
    lives.orm = await createOrm({ url: database.url, poolMax: 10 });
    const { orm, config } = lives;
    lives.commands = createCommands({
      client: environment.client,
      orm,
      deadlines: { ...config.timers, commandDeadlineMs: 20_000 },
    });
    const { commands } = lives;
    const connection = environment.nativeConnection;
    lives.useCases = createUseCases({ config, orm, connection, log: silentLogger, commands });
    await startWorkers();
    relay = startRelay({ orm, databaseUrl: database.url, workflows: environment.client.workflow, log: silentLogger });
  });

  after(async () => {
    await relay?.stop();
    await stopAll();
    await lives.orm?.close();
    await environment?.teardown();
    await database?.drop();
  });

  return lives;

  function handle(workflowId: string, runId?: string): WorkflowHandle {
    return environment.client.workflow.getHandle(workflowId, runId);
  }

  function nowMs(): Promise<number> {
    return environment.currentTimeMs();
  }

  async function pass(ms: number): Promise<void> {
    await environment.sleep(ms);
  }

  async function stopWorkers(queue: string): Promise<void> {
    const ofQueue = [...running.keys()].filter(({ options }) => options.taskQueue === queue);
    await Promise.all(ofQueue.map((worker) => stop(worker)));
  }

  async function startWorkers(...queues: string[]): Promise<void> {
    const { orm, config, useCases } = lives;
    const workers = await createWorkers({
      connection: environment.nativeConnection,
      orm,
      config,
      log,
      codePath,
      agent: { useCases, gateway, live },
      ...(innermost && { innermost }),
      ...(queues.length > 0 && { queues }),
    });
    for (const worker of workers) running.set(worker, worker.run());
  }

  async function stopAll(): Promise<void> {
    await Promise.all([...running.keys()].map((worker) => stop(worker)));
  }

  async function stop(worker: Worker): Promise<void> {
    worker.shutdown();
    await running.get(worker);
    running.delete(worker);
  }

  async function isIdle(workflowId: string): Promise<boolean> {
    const history = await handle(workflowId).fetchHistory();
    return !endsInTask(history) && !hasActivityUnderWay(history);
  }

  async function replays(workflowId: string, name?: string, runId?: string): Promise<void> {
    const history = await until('no workflow task to be under way', async () => {
      const fetched = await handle(workflowId, runId).fetchHistory();
      return !endsInTask(fetched) && fetched;
    });
    const replayed = { workflowBundle: { codePath }, ...(dataConverter && { dataConverter }) };
    await Worker.runReplayHistory(replayed, history, workflowId);
    if (process.env.RECORD_HISTORIES && name !== undefined) await keepHistory(name, history);
  }
}

function hasActivityUnderWay({ events }: History): boolean {
  const scheduled = (events ?? []).filter((event) => event.activityTaskScheduledEventAttributes);
  const ended = (events ?? []).map((event) => {
    const { activityTaskCompletedEventAttributes: completed, activityTaskFailedEventAttributes: failed } = event;
    const { activityTaskTimedOutEventAttributes: timedOut, activityTaskCanceledEventAttributes: cancelled } = event;
    return (completed ?? failed ?? timedOut ?? cancelled)?.scheduledEventId;
  });
  const ids = new Set(ended.map(String));
  return scheduled.some(({ eventId }) => !ids.has(String(eventId)));
}

/** True while a workflow task is scheduled or started: such a history cannot be replayed to its end. */
function endsInTask({ events }: History): boolean {
  const tasks = (events ?? []).map((event) => {
    if (event.workflowTaskScheduledEventAttributes ?? event.workflowTaskStartedEventAttributes) return 'open';
    const { workflowTaskCompletedEventAttributes: completed, workflowTaskFailedEventAttributes: failed } = event;
    return (completed ?? failed ?? event.workflowTaskTimedOutEventAttributes) ? 'closed' : undefined;
  });
  return tasks.findLast((task) => task !== undefined) === 'open';
}

/** Where the histories of released versions are kept; every one must replay for ever, or until a `patched` says otherwise. */
export const HISTORIES_DIR = path.join(PROJECT_DIR, 'workflows/histories');

/** Without stack traces and names of machines: a history is kept for its decisions. */
async function keepHistory(name: string, history: History): Promise<void> {
  const json: unknown = JSON.parse(historyToJSON(history), (key, value: unknown) =>
    key === 'stackTrace' || key === 'identity' ? undefined : value,
  );
  await fs.mkdir(HISTORIES_DIR, { recursive: true });
  await fs.writeFile(path.join(HISTORIES_DIR, `${name}.json`), `${JSON.stringify(json, null, 1)}\n`);
}
