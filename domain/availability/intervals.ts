import type { Interval } from './types.ts';

/** Joins intervals that touch or overlap; they must come sorted by their start. */
export function mergeIntervals(sorted: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  let last: Interval | undefined;
  for (const { startMs, endMs } of sorted) {
    if (last && startMs <= last.endMs) {
      if (endMs > last.endMs) last.endMs = endMs;
    } else {
      last = { startMs, endMs };
      merged.push(last);
    }
  }
  return merged;
}

/** What is left of `whole` outside every blocked interval; those must come sorted by their start. */
export function subtractIntervals(whole: Interval, blocked: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let cursor = whole.startMs;
  for (const { startMs, endMs } of blocked) {
    if (startMs >= whole.endMs) break;
    if (startMs > cursor) left.push({ startMs: cursor, endMs: startMs });
    if (endMs > cursor) cursor = endMs;
  }
  if (cursor < whole.endMs) left.push({ startMs: cursor, endMs: whole.endMs });
  return left;
}

/** True when one of the merged intervals holds all of `inner`. */
export function isCovered(merged: readonly Interval[], inner: Interval): boolean {
  let low = 0;
  let high = merged.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = merged[middle];
    if (!candidate) break;
    if (candidate.startMs > inner.startMs) high = middle - 1;
    else if (candidate.endMs <= inner.startMs) low = middle + 1;
    else return candidate.endMs >= inner.endMs;
  }
  return false;
}

/** True when two stretches begin and end at the same moments, however each of the moments is spelled. */
export function isSameSlot(a: SpelledSlot, b: SpelledSlot): boolean {
  return Date.parse(a.start) === Date.parse(b.start) && Date.parse(a.end) === Date.parse(b.end);
}

interface SpelledSlot {
  readonly start: string;
  readonly end: string;
}
