import { SMALL_NUMBERS } from './calendar-words.ts';

/** How many days each unit has that people count in. */
export const UNIT_DAYS: ReadonlyMap<string, number> = new Map([
  ['day', 1],
  ['days', 1],
  ['week', 7],
  ['weeks', 7],
  ['wk', 7],
  ['wks', 7],
  ['fortnight', 14],
  ['fortnights', 14],
  ['month', 30],
  ['months', 30],
]);

/** "Two weeks", with the index behind it. */
export interface DayCount {
  readonly days: number;
  readonly unit: number;
  readonly next: number;
}

/** A count of days; "a few" of them are no number. */
export function dayCountAt(word: (index: number) => string, index: number): DayCount | undefined {
  let next = index;
  if (word(next) === 'a' && word(next + 1) === 'couple') next += 1;
  const count = /^\d{1,3}$/.test(word(next)) ? Number(word(next)) : SMALL_NUMBERS.get(word(next));
  if (count === undefined) return undefined;
  next += 1;
  if (word(next) === 'of') next += 1;
  const unit = UNIT_DAYS.get(word(next));
  return unit === undefined ? undefined : { days: count * unit, unit, next: next + 1 };
}

/** "A few", "several". */
export function isVague(word: (index: number) => string, index: number): boolean {
  return ['few', 'several'].includes(word(index)) || (word(index) === 'a' && word(index + 1) === 'few');
}
