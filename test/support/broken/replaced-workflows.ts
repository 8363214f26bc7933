import { sleep } from '@temporalio/workflow';

/** In place of the run of a request: code that begins with another command than the one in the history of every run so far. */
export async function requestWorkflow(): Promise<void> {
  await sleep('30 days');
}
