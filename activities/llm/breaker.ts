import type { Fault } from './errors.ts';

/** The right to make one call. It is given back with an outcome or without one; only the first counts. */
export interface Passage {
  succeeded(): void;
  failed(fault: Fault): void;
  /** The call is over. What it has not said by now, nobody knows: the model may be tried by the next call. */
  end(): void;
}

/** Keeps a model from being asked while it is known to fail. */
export interface Breaker {
  /** The right to ask the model now, or how long it still rests. */
  enter(): Passage | { readonly restMs: number };
  /** 0 closed, 1 open, 0.5 when the next call is the one that tries it. */
  state(): 0 | 0.5 | 1;
}

const FAILURES_TO_OPEN = 5;
const REST_MS = 30_000;
/** However long a provider wants to be left alone, it is looked at again after this. */
const LONGEST_REST_MS = 300_000;

/**
 * Closed until five calls in a row have failed. Then nobody asks for half a minute; after that one call tries it, while the
 * others still go past it, and its outcome opens or closes it. A call without an outcome that says anything about the model
 * (it was cancelled, had no money left, or was refused for what one user has sent) changes nothing: the next one tries it.
 * A provider that names a time is left alone until then.
 */
export function createBreaker(now: () => number = Date.now): Breaker {
  let failures = 0;
  let restsUntilMs = 0;
  let trial: Passage | undefined;
  return { enter, state };

  function enter(): Passage | { readonly restMs: number } {
    const leftMs = restsUntilMs - now();
    if (leftMs > 0) return { restMs: leftMs };
    if (trial) return { restMs: REST_MS };
    const passage = createPassage();
    if (failures >= FAILURES_TO_OPEN) trial = passage;
    return passage;
  }

  function createPassage(): Passage {
    const passage: Passage = { succeeded, failed, end };
    return passage;

    function succeeded(): void {
      failures = 0;
      restsUntilMs = 0;
      end();
    }

    function failed({ reaction, retryAfterMs }: Fault): void {
      if (reaction.counts) failures += 1;
      if (retryAfterMs) restFor(Math.min(retryAfterMs, LONGEST_REST_MS));
      else if (failures >= FAILURES_TO_OPEN && (reaction.counts || reaction.isOfModel)) restFor(REST_MS);
    }

    function end(): void {
      if (trial === passage) trial = undefined;
    }
  }

  function restFor(durationMs: number): void {
    restsUntilMs = Math.max(restsUntilMs, now() + durationMs);
  }

  function state(): 0 | 0.5 | 1 {
    if (restsUntilMs > now()) return 1;
    return failures >= FAILURES_TO_OPEN ? 0.5 : 0;
  }
}
