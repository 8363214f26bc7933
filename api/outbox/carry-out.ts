import { WorkflowExecutionAlreadyStartedError, type WorkflowClient } from '@temporalio/client';
import { toSearchAttributes } from '#workflows/shared/attributes.ts';
import { WORKFLOW_QUEUE } from '#workflows/shared/queues.ts';
import type { ClaimedRow } from './claims.ts';

const RPC_DEADLINE_MS = 10_000;

/** Does the start or the signal of one row. The workflow's id makes a second start of the same row no start at all. */
export async function carryOut(
  workflows: WorkflowClient,
  row: ClaimedRow,
  { eagerStart }: { eagerStart: boolean },
): Promise<void> {
  const options = {
    taskQueue: WORKFLOW_QUEUE,
    workflowId: row.workflowId,
    args: [row.input],
    typedSearchAttributes: toSearchAttributes(row.attributes),
    staticSummary: row.summary,
  };
  await workflows.withDeadline(Date.now() + RPC_DEADLINE_MS, async () => {
    if (row.signal !== null) {
      const signalArgs = [row.signalInput] as [unknown];
      await workflows.signalWithStart(row.workflowType, { ...options, signal: row.signal, signalArgs });
      return;
    }
    try {
      // A run that is over must not begin again because its row was not marked in time.
      const start = { ...options, workflowIdReusePolicy: 'REJECT_DUPLICATE' as const, requestEagerStart: eagerStart };
      await workflows.start(row.workflowType, start);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  });
}
