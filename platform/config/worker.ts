import { duration, integer, port, text } from './kinds.ts';
import { optional, setting } from './setting.ts';

const SECOND_MS = 1_000;

/** How much one worker does at once, and how it ends. */
export const WORKER_SETTINGS = {
  maxCachedWorkflows: setting(
    'PROXIE_WORKER_CACHE',
    integer(1, 100_000),
    '1000',
    'How many workflows a worker keeps in memory between their tasks.',
  ),
  workflowTaskSlots: setting(
    'PROXIE_WORKER_WORKFLOW_SLOTS',
    integer(2, 1_000),
    '40',
    'Workflow tasks that one worker runs at once.',
  ),
  localActivitySlots: optional(
    'PROXIE_WORKER_LOCAL_ACTIVITY_SLOTS',
    integer(1, 500),
    'four fifths of `PROXIE_POSTGRES_POOL`',
    'Local activities (short database transactions) that one worker runs at once; each has a connection, so at most `PROXIE_POSTGRES_POOL`.',
  ),
  activitySlots: setting(
    'PROXIE_WORKER_ACTIVITY_SLOTS',
    integer(1, 1_000),
    '20',
    'Scheduled activities that one worker runs at once.',
  ),
  actionSlots: setting(
    'PROXIE_WORKER_ACTION_SLOTS',
    integer(1, 1_000),
    '20',
    'Commands approved in a chat that one worker has under way at once.',
  ),
  modelSlots: setting(
    'PROXIE_WORKER_MODEL_SLOTS',
    integer(1, 1_000),
    '50',
    'Calls of language models that one worker has under way at once.',
  ),
  commandsPerRun: setting(
    'PROXIE_COMMANDS_PER_RUN',
    integer(1, 1_000), // a run takes 2,000
    '500',
    'After how many commands (or turns of a conversation) a run continues as a new run of the same workflow.',
  ),
  shutdownGraceMs: setting(
    'PROXIE_WORKER_SHUTDOWN_GRACE',
    duration(0, 600 * SECOND_MS),
    '10s',
    'How long running activities may go on after a worker was told to stop.',
  ),
  metricsPort: optional(
    'PROXIE_WORKER_METRICS_PORT',
    port,
    'a worker process of its own shows no figures',
    'The port on which a worker process shows its `/metrics`; in one process with the API they are among those of the API.',
  ),
  metricsHost: setting(
    'PROXIE_WORKER_METRICS_HOST',
    text,
    '127.0.0.1',
    'The address on which a worker process shows its `/metrics`.',
  ),
} as const;
