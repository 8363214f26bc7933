import { weekdayIndex } from '#domain/local-date.ts';
import { daysFrom, daysRead, doubtfulDays, MAX_DAYS, type DayPlace, type DaysRead } from './day-types.ts';
import { CONFIDENCE } from './reading.ts';

const SATURDAY = 5;
const PARTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['early', [0, 1]],
  ['beginning', [0, 1]],
  ['start', [0, 1]],
  ['mid', [2]],
  ['middle', [2]],
  ['late', [3, 4]],
  ['end', [3, 4]],
]);

/** Weeks and their parts, seen from today: "next week", "early next week", "next weekend", "weekdays". */
export function readWeeks(place: DayPlace): DaysRead | undefined {
  return readAfterNext(place) ?? readWeek(place) ?? readWeekend(place) ?? readPlurals(place);
}

/** "The week after next", "weekend after next". */
function readAfterNext({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  const at = word(index) === 'the' ? index + 1 : index;
  if (word(at + 1) !== 'after' || word(at + 2) !== 'next') return undefined;
  const monday = today - weekdayIndex(today) + 14;
  if (word(at) === 'week') return daysRead(at + 3, daysFrom(monday, monday + 6), CONFIDENCE.usual);
  if (word(at) !== 'weekend') return undefined;
  return daysRead(at + 3, [monday + SATURDAY, monday + SATURDAY + 1], CONFIDENCE.usual);
}

/** Words that say which one of several weeks, weekends or weekdays. */
export function whichOne(word: string): 'this' | 'next' | 'following' | undefined {
  if (['this', 'the', 'coming', 'upcoming'].includes(word)) return 'this';
  if (word === 'next') return 'next';
  return word === 'following' ? 'following' : undefined;
}

/** A stretch of time with the index behind it: its days, for each reading of its words. */
export interface Period {
  readonly next: number;
  readonly choices: readonly (readonly number[])[];
  readonly isMonth?: true;
}

/** A whole week or weekend beside its weekdays: "next week", "the week after next", "this weekend". */
export function weekAt({ reading, index, today }: DayPlace): Period | undefined {
  const { word } = reading;
  const weekend = readAfterNext({ reading, index, today }) ?? readWeekend({ reading, index, today });
  if (weekend) return { next: weekend.next, choices: weekend.problem?.choices ?? [weekend.days] };
  const which = word(index) === 'the' ? whichOne(word(index + 1)) : whichOne(word(index));
  const at = word(index) === 'the' ? index + 1 : index;
  if (which === undefined || word(at + 1) !== 'week') return undefined;
  const monday = mondayOf(which, today);
  return { next: at + 2, choices: [daysFrom(monday, monday + 6)] };
}

function mondayOf(which: 'this' | 'next' | 'following', today: number): number {
  return today - weekdayIndex(today) + (which === 'this' ? 0 : 7);
}

function readWeek({ reading, index, today }: DayPlace): DaysRead | undefined {
  const { word } = reading;
  const part = partOfWeek({ reading, index, today });
  const at = part?.next ?? index;
  const which = whichOne(word(at));
  if (word(at + 1) !== 'week' || which === undefined) return undefined;
  if (word(at) === 'the' && !part) return undefined; // "every day of the week"
  const first = mondayOf(which, today);
  const days = part ? part.offsets.map((offset) => first + offset) : daysFrom(first, first + 6);
  const left = days.filter((day) => day >= today);
  return daysRead(at + 2, left, part ? CONFIDENCE.assumed : CONFIDENCE.usual);
}

function partOfWeek({ reading: { word }, index }: DayPlace): { next: number; offsets: readonly number[] } | undefined {
  const offsets = PARTS.get(word(index));
  if (!offsets) return undefined;
  let next = index + 1;
  while (['of', 'in', '-'].includes(word(next))) next += 1;
  return { next, offsets };
}

function readWeekend({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  const which = whichOne(word(index));
  const at = which ? index + 1 : index;
  if (word(at) !== 'weekend') return undefined;
  const saturday = today - weekdayIndex(today) + SATURDAY;
  const coming = [saturday, saturday + 1].filter((day) => day >= today);
  const following = [saturday + 7, saturday + 8];
  if (which === 'following') return daysRead(at + 1, following, CONFIDENCE.usual);
  if (which !== 'next') return daysRead(at + 1, coming, which ? CONFIDENCE.exact : CONFIDENCE.usual);
  if (today >= saturday) return daysRead(at + 1, following, CONFIDENCE.exact);
  return doubtfulDays(at + 1, 'next_weekday', [coming, following]);
}

/** "Weekends", "weekdays", "working days": all of them that a request can name. */
function readPlurals({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  const isFree = word(index) === 'weekends';
  const isWorking = word(index) === 'working' && ['day', 'days'].includes(word(index + 1));
  if (!isFree && !isWorking && word(index) !== 'weekdays' && word(index) !== 'weekday') return undefined;
  const days = daysFrom(today, today + MAX_DAYS - 1).filter((day) => weekdayIndex(day) >= SATURDAY === isFree);
  return daysRead(index + (isWorking ? 2 : 1), days, CONFIDENCE.implied);
}
