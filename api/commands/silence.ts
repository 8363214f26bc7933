import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { unavailable } from '#api/http/problem.ts';
import { isOutage } from '#platform/outages.ts';
import { probeTemporal } from '#platform/temporal/probe.ts';

const PROBE_MS = 700;

/**
 * Rejects with `unavailable` at the deadline if Temporal itself does not answer; never settles while it does. A Temporal
 * that is down, or whose store is stuck, is so told from a missing worker.
 */
export async function temporalIsSilent(client: Client, deadlineMs: number, done: AbortSignal): Promise<never> {
  await delay(Math.max(0, deadlineMs - PROBE_MS), undefined, { signal: done });
  try {
    await probeTemporal(client, PROBE_MS);
  } catch (error) {
    if (!done.aborted && isOutage(error)) throw unavailable('the workflow service cannot be reached', error);
  }
  return new Promise<never>(() => {}); // it is there; the command's own deadline counts
}
