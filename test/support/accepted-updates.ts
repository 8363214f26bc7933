import type { WorkflowHandle } from '@temporalio/client';

/** How many updates a run has accepted. What its validators refuse is in no history, and a run can take only so many. */
export async function acceptedUpdates(handle: WorkflowHandle): Promise<number> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length;
}
