import { BoundedCache } from '#api/http/bounded-cache.ts';
import { countedKeys } from '#api/limits/caller-key.ts';

/** How many refusals are noted at most, so that whoever provokes them without end fills no disk. */
export interface RefusalBudget {
  /**
   * Takes one note for a caller's key; an IPv6 address counts against its wider networks as well. Undefined when this window's are used up; else how many were left out, of everybody's,
   * since the last one that was taken.
   */
  take(caller: string): number | undefined;
}

interface BudgetOptions {
  readonly perCaller: number;
  readonly perProcess: number;
  readonly windowMs: number;
  readonly now: () => number;
}

const MAX_CALLERS = 10_000;

/** Counts in windows of fixed length. Nothing is shared between processes: what matters is that each has an end. */
export function createRefusalBudget({ perCaller, perProcess, windowMs, now }: BudgetOptions): RefusalBudget {
  let window = -1;
  let taken = 0;
  let omitted = 0;
  let callers = new BoundedCache<number>(MAX_CALLERS);

  return {
    take(caller) {
      const current = Math.floor(now() / windowMs);
      if (current !== window) {
        [window, taken, callers] = [current, 0, new BoundedCache(MAX_CALLERS)];
      }
      const counted = countedKeys(caller);
      const isUsedUp = counted.some(({ key, share }) => takenBy(key) >= perCaller * share);
      if (isUsedUp || taken >= perProcess) {
        omitted += 1;
        return undefined;
      }
      for (const { key } of counted) callers.set(key, takenBy(key) + 1);
      taken += 1;
      const before = omitted;
      omitted = 0;
      return before;
    },
  };

  function takenBy(key: string): number {
    return callers.get(key) ?? 0;
  }
}
