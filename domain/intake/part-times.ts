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
  const isToday = reading.word(index) !== 'before' && reading.isTaken(index + 1); // "by this evening" is in the evening
  return part && !isToday ? { next: part.next, minutes: part[side], isEitherHalf: false } : undefined;
}

/** "From lunch on". */
export function fromPart(reading: Reading, index: number): TimeRead | undefined {
  const { next, during } = boundAt(reading.tokens, index + 1) ?? {};
  if (next === undefined || !during) return undefined;
  const isOn = ['on', 'onward', 'onwards'].includes(reading.word(next));
  return { next: isOn ? next + 1 : next, minutes: [during[0], MINUTES_A_DAY], isEitherHalf: false };
}

/** "Between lunch and dinner", "from ten until lunch": a stretch that begins or ends with a part of the day. */
export function betweenParts(reading: Reading, index: number): TimeRead | undefined {
  const { tokens, word } = reading;
  const first = boundAt(tokens, index);
  const clock = first ? undefined : readClock(reading, index, 'bare');
  const joint = first?.next ?? clock?.next;
  if (joint === undefined || !JOINTS.has(word(joint))) return undefined;
  const last = boundAt(tokens, joint + 1);
  const end = last ? undefined : readClock(reading, joint + 1, 'bare');
  const next = last?.next ?? end?.next;
  const [from, to] = [first?.after[0] ?? clock?.minute, last?.before[1] ?? end?.minute];
  if (next === undefined || from === undefined || to === undefined || !(first ?? last)) return undefined;
  return to - from < LEAST_MINUTES ? undefined : { next, minutes: [from, to], isEitherHalf: false };
}
