import { isCancellation, proxyActivities, proxyLocalActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import { causeOf } from './cause.ts';

type Calls = Record<string, (...args: unknown[]) => Promise<unknown>>;

/**
 * Facts: a few milliseconds of SQL, so they run inside the workflow task. During an outage that would hold the worker's slots,
 * and its heartbeats would fill the history; so a fact that a few local attempts could not write is scheduled like any other
 * activity on the run's own task queue, where the server repeats it without an event, until Postgres is back. What was
 * accepted becomes true. Only a refusal, a fault or a cancellation is final.
 */
export function proxyFacts<Activities extends object>(): ActivityInterfaceFor<Activities> {
  const local = proxyLocalActivities<Calls>({
    startToCloseTimeout: '10s', // a calendar that many want at once is waited for
    scheduleToCloseTimeout: '12s', // a worker whose slots are all taken gives up, too
    retry: { initialInterval: '100ms', backoffCoefficient: 4, maximumAttempts: 3 },
  }) as Calls;
  const scheduled = proxyActivities<Calls>({
    startToCloseTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15s' }, // within 15 s of the database's return
  }) as Calls;
  const attempt = async (name: string, args: unknown[]): Promise<unknown> => {
    try {
      return await local[name]?.(...args);
    } catch (failure) {
      if (isFinal(failure)) throw failure;
      return scheduled[name]?.(...args);
    }
  };
  return new Proxy({} as ActivityInterfaceFor<Activities>, {
    get: (_target, name) => (typeof name === 'string' ? (...args: unknown[]) => attempt(name, args) : undefined),
  });
}

function isFinal(failure: unknown): boolean {
  return isCancellation(failure) || causeOf(failure)?.nonRetryable === true;
}
