import type { DayWindow } from '#domain/availability/types.ts';
import { toLocalDate } from '#domain/local-date.ts';
import { MONTH_WORDS, WEEKDAY_WORDS } from './calendar-words.ts';
import { readDaysOfPeriod } from './day-periods.ts';
import { daysFrom } from './day-types.ts';
import { readMonthDays } from './month-days.ts';
import type { Reading } from './reading.ts';
import { readRelativeDays } from './relative-days.ts';
import { readWeekDays } from './week-days.ts';
import { readHour, readWindow } from './working-clock.ts';
import { LONGEST_LEAVE_DAYS, readCalendarDates, readWeekdays } from './working-days.ts';

/** One thing that a sentence about hours is made of. */
export type HoursItem =
  | { readonly kind: 'weekdays'; readonly days: readonly number[] }
  | { readonly kind: 'dates'; readonly dates: readonly string[] }
  | { readonly kind: 'window'; readonly window: DayWindow }
  /** "Closed", "off", "away": of the days before it or behind it. */
  | { readonly kind: 'closed' }
  /** "Not on", "except": of the days behind it. */
  | { readonly kind: 'not' | 'except' }
  | { readonly kind: 'break' }
  | { readonly kind: 'unclear' };

/** What a sentence about hours says, in its order. */
export interface HoursItems {
  readonly items: readonly HoursItem[];
  /** "Too", "as well": the hours come on top of those before. */
  readonly adds: boolean;
  /** "Only": there are no other hours in the week. */
  readonly only: boolean;
}

const CLOSED = new Set(
  'closed close stop stopped off away unavailable holiday holidays vacation leave shut busy'.split(' '),
);
const NOT = new Set("not don't dont no never can't cant cannot won't wont without isn't neither".split(' '));
const EXCEPT = new Set(['except', 'excluding', 'besides', 'but']);
const HOUR_WORDS = new Set(['noon', 'midday', 'midnight', 'late']);
/** "Every day but Sunday". */
const ALL_DAYS = new Set(['day', 'days', 'week', 'daily', 'everyday']);
const BREAKS = new Set([',', ';', '.', '!']);
/** "With a break from 12 to 1": hours at which nobody works. */
const PAUSES = new Set(['break', 'breaks', 'pause', 'siesta']);
const ADDING = new Set(['too', 'also', 'additionally', 'plus', 'extra', 'add']);
/** Before a weekday these speak of some of them only, which a week that repeats cannot say. */
const SOME = new Set('other second alternate alternating first third fourth last most some'.split(' '));

/** Cuts a sentence into days, dates, hours and what joins them; without a `today` no date is read. */
export function hoursItems(reading: Reading, today: number | undefined): HoursItems {
  const items: HoursItem[] = [];
  const { word, tokens } = reading;
  for (let index = 0; index < tokens.length;) {
    const read = itemAt(reading, index, today);
    if (read) items.push(...read.items);
    index = read?.next ?? index + 1;
  }
  const words = tokens.map((token) => token.word);
  if (isOnceOrAlways(words, items)) items.push({ kind: 'unclear' });
  const adds = words.some((name, at) => ADDING.has(name) || (name === 'as' && word(at + 1) === 'well'));
  return { items, adds, only: words.includes('only') };
}

const ABSENT = new Set('off away leave vacation holiday sick busy'.split(' '));

/** "I'm off Friday" means this one or every one: who is absent is asked, who is closed on Fridays has said it. */
function isOnceOrAlways(words: readonly string[], items: readonly HoursItem[]): boolean {
  const days = items.flatMap((item) => (item.kind === 'weekdays' ? item.days : []));
  const isSingular = words.some((word) => WEEKDAY_WORDS.has(word));
  const isPlain = days.length === 1 && isSingular && !words.some((word) => word === 'every' || word === 'each');
  return isPlain && words.some((word) => ABSENT.has(word)) && !items.some(({ kind }) => kind === 'window');
}

interface Read {
  readonly next: number;
  readonly items: readonly HoursItem[];
}

function itemAt(reading: Reading, index: number, today: number | undefined): Read | undefined {
  const { word } = reading;
  const until = today === undefined ? undefined : readUntil(reading, index, today);
  if (until) return until;
  const dates = today === undefined ? undefined : readCalendarDates(reading, index, today);
  if (dates) {
    const known = dates.dates.length > 0;
    return { next: dates.next, items: [known ? { kind: 'dates', dates: dates.dates } : { kind: 'unclear' }] };
  }
  if (word(index) === '24' && word(index + 1) === '/' && word(index + 2) === '7') {
    const window = { start: '00:00', end: '24:00' };
    return {
      next: index + 3,
      items: [
        { kind: 'weekdays', days: [0, 1, 2, 3, 4, 5, 6] },
        { kind: 'window', window },
      ],
    };
  }
  const weekdays = readWeekdays(reading, index);
  if (weekdays) {
    const some = SOME.has(word(index - 1)) || word(index - 1) === 'holiday'; // "bank holiday Monday"
    return { next: weekdays.next, items: [some ? { kind: 'unclear' } : { kind: 'weekdays', days: weekdays.days }] };
  }
  const hours = readWindow(reading, index);
  if (hours) {
    return { next: hours.next, items: [hours.window ? { kind: 'window', window: hours.window } : { kind: 'unclear' }] };
  }
  const halfOpen = halfOpenAt(reading, index);
  if (halfOpen) return { next: halfOpen, items: [{ kind: 'unclear' }] };
  const isDate = today === undefined && MONTH_WORDS.has(word(index)) && /^\d/.test(word(index + 1));
  if (isDate) return { next: index + 2, items: [{ kind: 'unclear' }] };
  const isAllBut = word(index) === 'but' && ALL_DAYS.has(word(index - 1));
  const kind = isAllBut ? 'except' : kindOf(word(index), word(index + 1));
  return kind && { next: index + 1, items: [{ kind }] };
}

/** The index behind "Saturdays till one", "from half past nine", which name one end of the hours only. */
function halfOpenAt(reading: Reading, index: number): number | undefined {
  const { word } = reading;
  const opens = ['until', 'till', 'from', 'after', 'before'].includes(word(index));
  if (!opens || readWindow(reading, index + 1)) return undefined;
  if (HOUR_WORDS.has(word(index + 1))) return index + 2;
  const hour = readHour(reading, index + 1);
  const isHour = /^\d{1,2}$/.test(word(index + 1)) || (hour !== undefined && hour.minute % 60 !== 0);
  return isHour ? Math.max(index + 2, hour?.next ?? 0) : undefined;
}

/** "Closed till Monday", "away until the 15th": every day before it. */
function readUntil(reading: Reading, index: number, today: number): Read | undefined {
  const { word } = reading;
  const isAbsence = ['until', 'till'].includes(word(index)) && [1, 2, 3].some((step) => CLOSED.has(word(index - step)));
  if (!isAbsence) return undefined;
  const at = { reading, index: index + 1, today };
  const back =
    readDaysOfPeriod(at) ?? readRelativeDays(reading, index + 1, today) ?? readMonthDays(at) ?? readWeekDays(at);
  if (!back) return undefined;
  const [day] = back.days;
  if (day === undefined || day <= today || day - today > LONGEST_LEAVE_DAYS) {
    return { next: back.next, items: [{ kind: 'unclear' }] };
  }
  return { next: back.next, items: [{ kind: 'dates', dates: daysFrom(today, day - 1).map(toLocalDate) }] };
}

function kindOf(name: string, after: string): 'closed' | 'not' | 'except' | 'break' | 'unclear' | undefined {
  if (CLOSED.has(name)) return 'closed';
  if (PAUSES.has(name)) return 'unclear';
  if (name === 'no' && after === ',') return undefined; // it answers, it does not rule out
  if (NOT.has(name)) return 'not';
  if (name === 'but' && after !== 'not') return 'break';
  if (EXCEPT.has(name)) return 'except';
  return BREAKS.has(name) ? 'break' : undefined;
}
