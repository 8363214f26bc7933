import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { isUntaken } from './outbox/reason.ts';

/** Says whether Temporal takes writes, by a write of its own now and then. */
export interface WriteProbe {
  /** Why the last write failed, if it did. Begins another one in the background when its time has come; never waits. */
  failure(): unknown;
}

interface ProbeOptions {
  readonly client: Pick<Client, 'withDeadline' | 'workflowService' | 'options'>;
  readonly everyMs?: number;
  readonly afterFailureMs?: number;
  readonly deadlineMs?: number;
  readonly now?: () => number;
}

const EVERY_MS = 30_000;
const AFTER_FAILURE_MS = 5_000;
/** Long: a busy server is no server that cannot write. */
const DEADLINE_MS = 10_000;
/** Nothing serves it, and the run is deleted or over before its first task comes: the queue has no load of it. */
const QUEUE = 'probe';
const START_DELAY_MS = 60_000;
const TIMEOUT_MS = 1_000;

/**
 * A probe that does what the API needs Temporal for: it starts a run, with no task for a minute. The next probe deletes it:
 * a server that is asked to delete what it has just begun can list it for good. Both need no more rights than our own
 * starts; a note on the namespace would need an administrator's. A server that does not let us do that has answered, which
 * says nothing against it, and is not asked again. The last run of a process ends by itself.
 */
export function createWriteProbe(options: ProbeOptions): WriteProbe {
  const { client, everyMs = EVERY_MS, afterFailureMs = AFTER_FAILURE_MS, deadlineMs = DEADLINE_MS } = options;
  const { now = Date.now } = options;
  let nextAtMs = 0;
  let failed: unknown;
  let latest: { readonly workflowId: string; readonly runId: string } | undefined;
  return { failure };

  function failure(): unknown {
    if (now() >= nextAtMs) {
      nextAtMs = Infinity; // until this one has ended
      void attempt();
    }
    return failed;
  }

  async function attempt(): Promise<void> {
    try {
      await writeOnce();
      failed = undefined;
      nextAtMs = now() + everyMs;
    } catch (error) {
      const isRefusal = !isUntaken(error);
      failed = isRefusal ? undefined : error;
      nextAtMs = isRefusal ? Infinity : now() + afterFailureMs;
    }
  }

  async function writeOnce(): Promise<void> {
    const { namespace } = client.options;
    const workflowId = `probe/${randomUUID()}`;
    const service = client.workflowService;
    await client.withDeadline(Date.now() + deadlineMs, async () => {
      const { runId } = await service.startWorkflowExecution({
        namespace,
        workflowId,
        requestId: randomUUID(),
        workflowType: { name: QUEUE },
        taskQueue: { name: QUEUE },
        workflowStartDelay: msToTs(START_DELAY_MS),
        workflowExecutionTimeout: msToTs(TIMEOUT_MS),
      });
      const workflowExecution = latest;
      latest = { workflowId, runId };
      if (!workflowExecution) return;
      await service.deleteWorkflowExecution({ namespace, workflowExecution }).catch(() => undefined); // its timeout ends it
    });
  }
}
