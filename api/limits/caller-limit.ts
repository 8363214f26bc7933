import { Problem } from '#api/http/problem.ts';
import { addressKey } from './caller-key.ts';
import { limitHeaders } from './headers.ts';
import type { LimitWindow } from './window.ts';

/** Limits what callers may do who need not say who they are, beside the limit of all calls. */
export interface CallerLimit {
  /** Counts a call from an address. Throws `rate_limited` for one too many. */
  admit(ip: string): Promise<void>;
}

/** Makes the limit of a window; `what` says what there were too many of. */
export function createCallerLimit(window: LimitWindow, what: string, onRefused: () => void): CallerLimit {
  return {
    async admit(ip) {
      const standing = await window.take(addressKey(ip));
      if (!standing.isOver) return;
      onRefused();
      throw new Problem('rate_limited', `too many ${what} came from this address`, { headers: limitHeaders(standing) });
    },
  };
}
