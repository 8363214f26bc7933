import type { Fault } from './errors.ts';

/** Keeps a model from being asked while it is known to fail. */
export interface Breaker {
  /** How long it still rests; zero when it may be asked. */
  restMs(): number;
  succeeded(): void;
  failed(fault: Fault): void;
  /** 0 closed, 1 open, 0.5 when the next call is the one that tries it. */
  state(): 0 | 0.5 | 1;
}

const FAILURES_TO_OPEN = 5;
const REST_MS = 30_000;
/** However long a provider wants to be left alone, it is looked at again after this. */
const LONGEST_REST_MS = 300_000;

/**
 * Closed until five calls in a row have failed. Then nobody asks for half a minute; after that one call tries it, while the
 * others still go past it, and its outcome opens or closes it. A provider that names a time is left alone until then.
 */
export function createBreaker(now: () => number = Date.now): Breaker {
  let failures = 0;
  let restsUntilMs = 0;
  return { restMs, succeeded, failed, state };

  function restMs(): number {
    const leftMs = restsUntilMs - now();
    if (leftMs > 0) return leftMs;
    if (failures >= FAILURES_TO_OPEN) restsUntilMs = now() + REST_MS; // this call tries it; until it is back, no other does
    return 0;
  }

  function succeeded(): void {
    failures = 0;
    restsUntilMs = 0;
  }

  function failed({ reaction, retryAfterMs }: Fault): void {
    if (reaction.counts) failures += 1;
    if (retryAfterMs !== undefined) restFor(Math.min(retryAfterMs, LONGEST_REST_MS));
    else if (failures >= FAILURES_TO_OPEN) restFor(REST_MS);
  }

  function restFor(durationMs: number): void {
    restsUntilMs = Math.max(restsUntilMs, now() + durationMs);
  }

  function state(): 0 | 0.5 | 1 {
    if (restsUntilMs > now()) return 1;
    return failures >= FAILURES_TO_OPEN ? 0.5 : 0;
  }
}
