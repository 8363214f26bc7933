import { useMemo } from 'react';
import { formatDay, formatInstant, formatRelative, formatWhen, viewerZone } from './format-time.ts';
import { useNow } from './use-now.ts';
import type { InstantLike } from './zone.ts';

/** Times in words for the person who looks: in their zone, and in relation to now, which goes on. */
export function useTimes() {
  const nowMs = useNow();
  const zone = viewerZone();
  return useMemo(
    () => ({
      nowMs,
      zone,
      /** `Sat, Nov 28`. */
      day: (instant: InstantLike) => formatDay(instant, zone, nowMs),
      /** `Sat, Nov 28, 4:30 PM`. */
      instant: (instant: InstantLike) => formatInstant(instant, zone, nowMs),
      /** `Sat, Nov 28, 4:30 PM (in 2 h)`. */
      when: (instant: InstantLike) => formatWhen(instant, zone, nowMs),
      /** `in 2 h`. */
      relative: (instant: InstantLike) => formatRelative(instant, nowMs),
    }),
    [nowMs, zone],
  );
}
