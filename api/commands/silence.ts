import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { unavailable } from '#api/http/problem.ts';

const PROBE_MS = 700;

/**
 * Rejects with `unavailable` at the deadline if Temporal itself does not answer; never settles while it does. A Temporal
 * that is down or stuck is so told from a missing worker, by asking it something that it answers at once.
 */
export async function temporalIsSilent(client: Client, deadlineMs: number, done: AbortSignal): Promise<never> {
  await delay(Math.max(0, deadlineMs - PROBE_MS), undefined, { signal: done });
  try {
    await Promise.race([
      client.withDeadline(Date.now() + PROBE_MS, () => client.workflowService.getSystemInfo({})),
      delay(PROBE_MS, undefined, { signal: done }).then(() => Promise.reject(new Error('no answer'))),
    ]);
  } catch (error) {
    if (!done.aborted) throw unavailable('the workflow service cannot be reached', error);
  }
  return new Promise<never>(() => {}); // it is there; the command's own deadline counts
}
