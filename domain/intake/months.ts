import { MONTH_WORDS } from './calendar-words.ts';
import { firstOfMonth, lastDayOf, monthAhead } from './day-numbers.ts';
import { daysFrom } from './day-types.ts';

/** A month as it was said, with the index behind its words. */
export interface SpokenMonth {
  readonly next: number;
  /** From 0 for January. */
  readonly month: number;
  /** Absent where the next one to come is meant. */
  readonly year?: number | undefined;
  /** "The month", behind a day: this one, or the next when the day is over. */
  readonly isAny?: true;
}

const AHEAD: ReadonlyMap<string, number> = new Map([
  ['this', 0],
  ['current', 0],
  ['next', 1],
  ['coming', 1],
  ['following', 1],
]);

/** A month by its name, or counted from today: "June", "next month", "the month after next"; "the month" only behind a day. */
export function monthAt(word: (index: number) => string, index: number, today: number): SpokenMonth | undefined {
  const named = MONTH_WORDS.get(word(index));
  if (named !== undefined) return { next: index + 1, month: named };
  const at = word(index) === 'the' ? index + 1 : index;
  const ahead = AHEAD.get(word(at));
  if (ahead !== undefined) return word(at + 1) === 'month' ? { next: at + 2, ...monthAhead(today, ahead) } : undefined;
  if (word(at) !== 'month') return undefined;
  if (word(at + 1) !== 'after') return { next: at + 1, ...monthAhead(today, 0), isAny: true };
  if (at === index) return undefined; // "a month after my wedding"
  const isAfterNext = word(at + 2) === 'next';
  return { next: at + (isAfterNext ? 3 : 2), ...monthAhead(today, isAfterNext ? 2 : 1) };
}

/** The first days of the months that can be meant, the nearest first. */
export function firstDays({ month, year, isAny }: SpokenMonth, today: number): number[] {
  const { year: thisYear } = monthAhead(today, 0);
  const months = isAny
    ? [monthAhead(today, 0), monthAhead(today, 1)]
    : (year === undefined ? [thisYear, thisYear + 1] : [year]).map((each) => ({ month, year: each }));
  return months.map((each) => firstOfMonth(each));
}

/** The days of the month that are still to come; of one that is over without a year, those of the next. */
export function daysOfMonth(spoken: SpokenMonth, today: number): number[] {
  const first = firstDays(spoken, today).find((each) => lastDayOf(each) >= today);
  return first === undefined ? [] : daysFrom(Math.max(first, today), lastDayOf(first));
}
