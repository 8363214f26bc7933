import { condition, proxyActivities, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { BareActivities } from './bare-worker.process.ts';
import { commitLocally, commitScheduled, said } from './bare.messages.ts';

const scheduled = proxyActivities<BareActivities>({ startToCloseTimeout: '10s' });
const local = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10s' });

/** Ends with the first update that it answers. */
export async function updatedOnce(): Promise<void> {
  const { runId } = workflowInfo();
  let done = false;
  const answering = (commitRow: BareActivities['commitRow']) => async (): Promise<void> => {
    await commitRow(runId);
    done = true;
  };
  setHandler(commitLocally, answering(local.commitRow));
  setHandler(commitScheduled, answering(scheduled.commitRow));
  await condition(() => done);
}

/** A run with one scheduled activity and nothing else. */
export async function oneActivity(): Promise<void> {
  await scheduled.commitRow(workflowInfo().runId);
}

/** Ends when it has heard something. */
export async function heardOnce(): Promise<void> {
  let heard = false;
  setHandler(said, () => void (heard = true));
  await condition(() => heard);
}
