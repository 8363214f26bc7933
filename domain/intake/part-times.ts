import { MINUTES_A_DAY } from '#domain/local-date.ts';
import { readClock } from './clock.ts';
import { boundAt, type Minutes } from './day-parts.ts';
import type { Reading } from './reading.ts';

/** A time of day, as far as it was said. */
export interface TimeRead {
  readonly next: number;
  readonly minutes: Minutes;
  /** The minute on the clock that was named. */
  readonly clock?: number;
  /** The same, when it is also a minute to begin at: "before three" has none. */
  readonly at?: number;
  readonly isEitherHalf: boolean;
}

/** A part of the day counts when at least this much of it is meant. */
export const LEAST_MINUTES = 15;
/** What joins the two ends of a stretch of time. */
export const JOINTS: ReadonlySet<string> = new Set(['and', '-', '–', '—', 'to', 'until', 'till']);

/** "Before lunch", "after work", "by the evening". */
export function besidePart(reading: Reading, index: number, side: 'before' | 'after'): TimeRead | undefined {
  const part = boundAt(reading.tokens, index + 1);
  return part && { next: part.next, minutes: part[side], isEitherHalf: false };
}

/** "From lunch on". */
export function fromPart(reading: Reading, index: number): TimeRead | undefined {
  const part = boundAt(reading.tokens, index + 1);
  if (!part?.during) return undefined;
  const isOn = ['on', 'onward', 'onwards'].includes(reading.word(part.next));
  return { next: isOn ? part.next + 1 : part.next, minutes: [part.during[0], MINUTES_A_DAY], isEitherHalf: false };
}

/** "Between lunch and dinner", "from ten until lunch": a stretch that begins or ends with a part of the day. */
export function betweenParts(reading: Reading, index: number): TimeRead | undefined {
  const { tokens, word } = reading;
  const first = boundAt(tokens, index);
  const start = first ? { next: first.next, minute: first.after[0] } : readClock(reading, index, 'bare');
  if (!start || !JOINTS.has(word(start.next))) return undefined;
  const last = boundAt(tokens, start.next + 1);
  const end = last ? { next: last.next, minute: last.before[1] } : readClock(reading, start.next + 1, 'bare');
  if (!end || !(first ?? last)) return undefined;
  const minutes: Minutes = [start.minute, Math.max(end.minute, start.minute + LEAST_MINUTES)];
  return { next: end.next, minutes, isEitherHalf: false };
}
