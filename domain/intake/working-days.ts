import { toLocalDate, weekdayIndex } from '#domain/local-date.ts';
import { DOUBTFUL_WEEKDAYS, WEEKDAY_WORDS } from './calendar-words.ts';
import { dayInMonth, numberAt } from './day-numbers.ts';
import { readDaysOfPeriod } from './day-periods.ts';
import { daysFrom, type DaysRead } from './day-types.ts';
import { afterSuffix, readBeforeMonth, readMonthDays } from './month-days.ts';
import type { Reading } from './reading.ts';
import { readRelativeDays } from './relative-days.ts';
import { readWeekDays } from './week-days.ts';

/** Weekdays read at one place, by their index in `WEEKDAYS`. */
export interface WeekdaysRead {
  readonly next: number;
  readonly days: readonly number[];
}

/** Dates read at one place; none of them when the words can mean several. */
export interface CalendarDatesRead {
  readonly next: number;
  readonly dates: readonly string[];
}

const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
const GROUPS: ReadonlyMap<string, readonly number[]> = new Map([
  ['weekday', [0, 1, 2, 3, 4]],
  ['weekdays', [0, 1, 2, 3, 4]],
  ['weekend', [5, 6]],
  ['weekends', [5, 6]],
  ['daily', EVERY_DAY],
  ['everyday', EVERY_DAY],
]);
const RANGE_WORDS = new Set(['to', '-', '–', '—', 'until', 'till', 'til', 'through', 'thru']);
const LIST_WORDS = new Set([',', 'and', 'or', '&', '/']);
const CERTAIN_ONE = new Set(['this', 'next', 'coming', 'upcoming', 'following']);
/** A longer absence is a change of the week, or of the profile. */
export const LONGEST_LEAVE_DAYS = 92;

/** Weekdays of a week that repeats: "Monday to Friday", "Saturdays", "weekends", "every day". */
export function readWeekdays(reading: Reading, index: number): WeekdaysRead | undefined {
  const { word } = reading;
  const whole = readWhole(reading, index);
  if (whole) return whole;
  const first = weekdayAt(reading, index);
  if (first === undefined) return undefined;
  const joined = RANGE_WORDS.has(word(index + 1)) || (word(index + 1) === 'and' && word(index - 1) === 'between');
  const last = joined ? weekdayAt(reading, index + 2) : undefined;
  if (last === undefined) return { next: index + 1, days: [first] };
  return { next: index + 3, days: daysFrom(first, last < first ? last + 7 : last).map((day) => day % 7) };
}

/** Dates that stand alone: "December 24", "24-26 Dec", "Dec 24, 25 and 31", "tomorrow", "next week", "this Friday". */
export function readCalendarDates(reading: Reading, index: number, today: number): CalendarDatesRead | undefined {
  const { word } = reading;
  const first = readDay(reading, index, today);
  if (!first) return undefined;
  if (first.problem) return { next: first.next, dates: [] };
  const days = new Set(first.days);
  let next = first.next;
  let month = first.month;
  for (;;) {
    const isRange = RANGE_WORDS.has(word(next)) && days.size > 0;
    if (!isRange && !LIST_WORDS.has(word(next))) break;
    const skip = LIST_WORDS.has(word(next)) && word(next + 1) === 'and' ? 2 : 1;
    const more = readDay(reading, next + skip, today) ?? bareDay(reading, next + skip, today, month);
    if (!more) break;
    const span = isRange ? spanOf([...days].at(-1) ?? today, more) : more.days;
    if (!span || more.problem) return { next: more.next, dates: [] };
    for (const day of span) days.add(day);
    month = more.month ?? month;
    next = more.next;
  }
  return { next, dates: [...days].toSorted((a, b) => a - b).map(toLocalDate) };
}

function readDay(reading: Reading, index: number, today: number): DaysRead | undefined {
  const weekday = CERTAIN_ONE.has(reading.word(index)) ? readWeekDays({ reading, index, today }) : undefined;
  return (
    readDaysOfPeriod({ reading, index, today }) ??
    weekday ??
    weekdayWithDate(reading, index, today) ??
    readRelativeDays(reading, index, today) ??
    readBeforeMonth(reading, index, today) ??
    readMonthDays({ reading, index, today })
  );
}

/** "Sat the 20th" is one day, and not every Saturday. */
function weekdayWithDate(reading: Reading, index: number, today: number): DaysRead | undefined {
  const weekday = weekdayAt(reading, index);
  if (weekday === undefined) return undefined;
  const at = reading.word(index + 1) === ',' ? index + 2 : index + 1;
  const date = readMonthDays({ reading, index: at, today });
  const [day] = date?.days ?? [];
  return day !== undefined && weekdayIndex(day) === weekday ? date : undefined;
}

/** The second day of "24-26 Dec" comes with its month, that of "Dec 24-26" has the month of the first. */
function bareDay(reading: Reading, at: number, today: number, month: number | undefined): DaysRead | undefined {
  const { word } = reading;
  const day = numberAt(word(at), 1, 31);
  const next = afterSuffix(reading, at + 1);
  const isHour = [':', 'am', 'pm', "o'clock"].includes(word(next)) || RANGE_WORDS.has(word(next));
  if (month === undefined || day === undefined || isHour) return undefined;
  return dayInMonth({ next, today, month, day });
}

/** From the last day before the range to its end; nothing when it goes backwards or lasts too long. */
function spanOf(first: number, { days }: DaysRead): number[] | undefined {
  const last = days.at(-1);
  if (last === undefined || last < first || last - first >= LONGEST_LEAVE_DAYS) return undefined;
  return daysFrom(first, last);
}

function readWhole({ word }: Reading, index: number): WeekdaysRead | undefined {
  const every = ['every', 'each'].includes(word(index));
  const group = GROUPS.get(word(every ? index + 1 : index));
  if (group) return { next: index + (every ? 2 : 1), days: group };
  const phrase = [0, 1, 2, 3].map((offset) => word(index + offset)).join(' ');
  if (/^(?:7|seven) days a week$/.test(phrase)) return { next: index + 4, days: EVERY_DAY };
  if (phrase === 'all week' || phrase.startsWith('all week ')) return { next: index + 2, days: EVERY_DAY };
  if (/^(?:every|each) (?:single )?day /.test(`${phrase} `)) {
    const next = index + (word(index + 1) === 'single' ? 3 : 2);
    const ofWeek = word(next) === 'of' && word(next + 1) === 'the' && word(next + 2) === 'week';
    return { next: ofWeek ? next + 3 : next, days: EVERY_DAY };
  }
  const isWorking = ['working', 'week'].includes(word(index)) && word(index + 1) === 'days';
  return isWorking ? { next: index + 2, days: [0, 1, 2, 3, 4] } : undefined;
}

function weekdayAt({ word, tokens }: Reading, index: number): number | undefined {
  const name = word(index);
  const before = tokens[index - 1]?.word ?? '';
  if (DOUBTFUL_WEEKDAYS.has(name) && ['he', 'she', 'i', 'we', 'they', 'it', 'the'].includes(before)) return undefined;
  return WEEKDAY_WORDS.get(name) ?? WEEKDAY_WORDS.get(name.replace(/'?s$/, ''));
}
