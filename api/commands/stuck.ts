import type { Client } from '@temporalio/client';
import { Problem } from '#api/http/problem.ts';

/** From this attempt of its workflow task on a run counts as stuck; it is also when the server gives updates back. */
const FAILED_ATTEMPTS = 3;
const DESCRIBE_MS = 500;
/** Nothing changes before somebody has looked. */
const RETRY_AFTER_SECONDS = 60;

/**
 * The problem of a run that cannot go on, because its workflow task fails over and over: its code does not replay its
 * history, for one. Nothing for a run that only waits for a worker, and when Temporal does not say. The cause names the run.
 */
export async function whyStuck(client: Client, workflowId: string): Promise<Problem | undefined> {
  const described = await client
    .withDeadline(Date.now() + DESCRIBE_MS, () => client.workflow.getHandle(workflowId).describe())
    .catch(() => undefined);
  const attempt = described?.raw.pendingWorkflowTask?.attempt ?? 0;
  if (!described || attempt < FAILED_ATTEMPTS) return undefined;
  return new Problem('unavailable', 'this cannot go on before an operator has looked at it: its workflow task fails', {
    cause: new Error(`the workflow task of ${workflowId}, run ${described.runId}, is at attempt ${attempt}`),
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  });
}
