import { toLocalDate, weekdayIndex } from '#domain/local-date.ts';
import { boundAt, dayPartOf } from './day-parts.ts';
import { readDaysOfPeriod } from './day-periods.ts';
import { daysFrom, daysRead, doubtfulDays, MAX_DAYS, type DaysRead } from './day-types.ts';
import { readBareDay, readListedDay, withListed } from './listed-days.ts';
import { readBeforeMonth, readMonthDays, type LastMonth } from './month-days.ts';
import { absenceBefore, isAway } from './absences.ts';
import { readDayAfter } from './later-days.ts';
import { isOldValue } from './old-values.ts';
import { CONFIDENCE, type Reading } from './reading.ts';
import { isCounted } from './repetitions.ts';
import { isRuledOut, isUnsure } from './ruled-out.ts';
import { pastLength, readRelativeDays } from './relative-days.ts';
import { comingWeekday, readWeekDays } from './week-days.ts';
import { whichOne } from './weeks.ts';

/** The days of a text, by the calendar of its speaker. */
export interface DatesRead {
  /** The days wanted, in order, each once, at most as many as a request can name. */
  readonly dates: readonly string[];
  /** The days that were ruled out by name. */
  readonly excluded: readonly string[];
}

const RANGE_WORDS = new Set(['to', '-', '–', '—', 'until', 'till', 'through', 'thru']);
const BETWEEN_WORDS = new Set(['and', '-', 'to']);
const DEADLINE_WORDS = new Set(['by', 'before', 'until', 'till']);
const START_WORDS = new Set(['after', 'from', 'starting', 'beginning']);
const LEADING = new Set(['on', 'this', 'for', 'by', 'at', 'before', 'after', 'from', 'between', 'until', 'starting']);
const MAX_BEFORE_EVENT = 8;
const TODAY_PARTS = new Set(['tonight', 'tonite']);
const NOONS = new Set(['noon', 'midday', 'midnight']);

/** Reads every day that the text names; what has two readings is left as a doubt and names no day. */
export function readDates(reading: Reading, today: number): DatesRead {
  const wanted = new Set<number>();
  const excluded = new Set<number>();
  const ruledOut: Array<{ from: number; next: number }> = [];
  let lastMonth: LastMonth;
  let lastRead: DaysRead | undefined;
  for (let index = 0; index < reading.tokens.length;) {
    const past = pastLength(reading, index);
    if (past > 0) reading.take(index, index + past);
    const phrase =
      past > 0 || isCounted(reading, index)
        ? undefined
        : (readDayAfter(reading, index, lastRead) ?? readPhrase(reading, index, today, lastMonth, lastRead));
    const read = phrase && inContext(reading, phrase, index, today, lastRead);
    if (read) keep(read, index);
    if (read?.month !== undefined) lastMonth = read;
    if (read) lastRead = read;
    index = read?.next ?? index + Math.max(1, past);
  }
  if (wanted.size === 0 && excluded.size > 0 && isAnyDay(reading)) {
    for (const day of daysFrom(today, today + MAX_DAYS - 1)) wanted.add(day);
    for (const { from, next } of ruledOut) reading.found('preferredDates', from, next, CONFIDENCE.implied);
  }
  for (const day of excluded) wanted.delete(day);
  const dates = [...wanted].toSorted((a, b) => a - b);
  if (dates.length > MAX_DAYS) dates.length = MAX_DAYS;
  return { dates: dates.map(toLocalDate), excluded: [...excluded].toSorted((a, b) => a - b).map(toLocalDate) };

  function keep(read: DaysRead, from: number): void {
    if (isUnsure(reading, from)) return;
    const opens = isAway(reading.tokens, from) && DEADLINE_WORDS.has(reading.word(from)); // "away until Monday"
    const isOut = isRuledOut(reading, from, read.next);
    if (opens && read.days.length > 0) {
      const choices = [[toLocalDate(read.days.at(-1) ?? today)]];
      reading.doubt({ field: 'preferredDates', kind: 'open_ended', choices }, from, read.next);
    } else if (isOut) {
      const weekday = whichOne(reading.word(from)) || read.isOne ? undefined : read.weekday; // "not this Friday" is but one of them
      const days = weekday === undefined ? read.days : [...wanted, ...upcoming(today, weekday)];
      ruledOut.push({ from, next: read.next });
      for (const day of days) if (weekday === undefined || weekdayIndex(day) === weekday) excluded.add(day);
    } else if (read.problem) {
      const choices = read.problem.choices.map((days) => days.map(toLocalDate));
      reading.doubt({ field: 'preferredDates', kind: read.problem.kind, choices }, from, read.next);
    } else {
      for (const day of read.days) wanted.add(day);
      if (read.days.length > 0) reading.found('preferredDates', from, read.next, read.confidence);
    }
    const isLead = LEADING.has(reading.word(from - 1)) && !isBeforePart(reading, from - 1);
    const lead = isLead ? from - 1 : from;
    const begin = absenceBefore(reading.tokens, from) ?? lead;
    reading.take(begin, read.gap ?? read.next);
    if (read.gap !== undefined) reading.take(read.gap + 1, read.next);
  }
}

const ALL_DAYS = new Set(['any', 'every', 'all', 'most', 'whichever']);
const DAY_WORDS = new Set(['day', 'days', 'time', 'times', 'date', 'dates', 'other']);
const WHENEVER = new Set(['anything', 'anytime', 'everyday', 'everything', 'whenever', 'flexible', 'anyday']);

/** "Any day but Saturday", "whenever, just not on weekends": the other days are wanted. */
function isAnyDay({ tokens }: Reading): boolean {
  return tokens.some(
    ({ word }, index) =>
      WHENEVER.has(word) ||
      (ALL_DAYS.has(word) && [1, 2, 3].some((step) => DAY_WORDS.has(tokens[index + step]?.word ?? ''))),
  );
}

/** What the words before a day make of it: "Monday or Tuesday" said on a Tuesday, "before we move on Friday". */
function inContext(
  reading: Reading,
  read: DaysRead,
  index: number,
  today: number,
  last: DaysRead | undefined,
): DaysRead {
  const { tokens } = reading;
  const lastDay = last?.weekday === undefined ? undefined : last.days.at(-1);
  const isListed =
    last !== undefined &&
    index - last.next <= 2 &&
    ['or', 'and', ',', '/', '&'].includes(tokens[index - 1]?.word ?? '');
  if (read.problem?.kind === 'weekday_is_today' && isListed && lastDay !== undefined && read.weekday !== undefined) {
    return { ...daysRead(read.next, [comingWeekday(lastDay, read.weekday)], CONFIDENCE.usual), weekday: read.weekday };
  }
  const [day] = read.days;
  if (day === undefined || tokens[index - 1]?.word !== 'on') return read;
  for (let at = index - 2; at >= index - MAX_BEFORE_EVENT && tokens[at]?.kind === 'word'; at -= 1) {
    if (tokens[at]?.word !== 'before') continue;
    const isTime = boundAt(tokens, at + 1) !== undefined || NOONS.has(tokens[at + 1]?.word ?? '');
    return isTime ? read : limited(read.next, today, day - 1); // "before lunch on Friday" is on Friday
  }
  return read;
}

function upcoming(today: number, weekday: number): number[] {
  return daysFrom(today, today + MAX_DAYS - 1).filter((day) => weekdayIndex(day) === weekday);
}

/** Days with what stands before and between them: ranges, lists, deadlines, starts. */
function readPhrase(
  reading: Reading,
  index: number,
  today: number,
  lastMonth?: LastMonth,
  last?: DaysRead,
): DaysRead | undefined {
  const { word } = reading;
  const isExcept = word(index) === 'from' && ['apart', 'aside'].includes(word(index - 1));
  if (reading.isTaken(index) || isExcept) return undefined;
  const atom = (at: number, month = lastMonth): DaysRead | undefined => readDays(reading, at, today, month);
  if (word(index) === 'between') return rangeFrom(atom(index + 1), BETWEEN_WORDS);
  if (DEADLINE_WORDS.has(word(index))) return isBeforePart(reading, index) ? undefined : deadline(index);
  const day = atom(word(index) === 'from' ? index + 1 : index) ?? listed();
  if (day && isOldValue(reading.tokens, index, day.next)) return day; // the one behind "to" is the new one
  if (START_WORDS.has(word(index))) return rangeFrom(atom(index + 1), RANGE_WORDS) ?? openEnd(index);
  return day && withListed(reading, rangeFrom(day, RANGE_WORDS) ?? day, today, atom);

  /** "June 8, 9 and 10" said on the 9th: the list goes on behind a day that is over. */
  function listed(): DaysRead | undefined {
    const isBehind = last?.problem !== undefined && index - last.next <= 2 && index > last.next;
    const read = isBehind ? readListedDay(reading, last, today, false) : undefined;
    return read && read.next > index ? read : undefined;
  }

  function rangeFrom(start: DaysRead | undefined, joints: ReadonlySet<string>): DaysRead | undefined {
    if (!start || !joints.has(word(start.next))) return undefined;
    const second = atom(start.next + 1, start) ?? readBareDay(reading, start.next + 1, start, today);
    if (!second || start.problem?.kind === 'too_wide') return undefined;
    return spanOf(start, second);
  }

  function deadline(at: number): DaysRead | undefined {
    const isEnd = word(afterThe(at + 1)) === 'end';
    const last = atom(isEnd ? afterThe(at + 1) : at + 1);
    if (!last || last.problem) return last;
    const [first = today] = last.days;
    if (last.days.length === 1 && first > today && isPart(last.next)) return limited(last.next + 1, today, first);
    if (isEnd && word(at) !== 'before') return limited(last.next, today, last.days.at(-1) ?? first);
    const exclusive = word(at) === 'before' || last.days.length > 1; // by the weekend is before it
    return limited(last.next, today, exclusive ? first - 1 : first);
  }

  /** "Before Friday evening" ends on that Friday. */
  function isPart(at: number): boolean {
    return dayPartOf(word(at))?.during !== undefined || NOONS.has(word(at));
  }

  function afterThe(at: number): number {
    return word(at) === 'the' ? at + 1 : at;
  }

  function openEnd(at: number): DaysRead | undefined {
    const start = atom(at + 1);
    return !start || start.problem ? start : doubtfulDays(start.next, 'open_ended', [start.days]);
  }
}

/** "Before this evening" is said of the time of the day, and the day is today. */
function isBeforePart({ word }: Reading, index: number): boolean {
  const isToday = word(index + 1) === 'this' ? dayPartOf(word(index + 2)) : TODAY_PARTS.has(word(index + 1));
  return word(index) === 'before' && Boolean(isToday);
}

function spanOf(first: DaysRead, second: DaysRead): DaysRead {
  const start = first.days[0];
  const end = second.days.at(-1);
  const problem = first.problem ?? second.problem;
  const next = second.next;
  if (problem?.kind === 'weekday_is_today' && end !== undefined) {
    return limited(next, problem.choices[0]?.[0] ?? end, end);
  }
  if (problem || start === undefined || end === undefined) {
    return { next, days: [], confidence: 0, ...(problem && { problem }) };
  }
  const last = end < start && second.weekday !== undefined ? end + 7 : end; // "Friday to Monday" said on a Sunday
  const { month, year } = second;
  return { ...limited(next, Math.min(start, last), Math.max(start, last)), month, year };
}

function limited(next: number, first: number, last: number): DaysRead {
  if (last - first >= MAX_DAYS) return doubtfulDays(next, 'too_wide');
  return daysRead(next, daysFrom(first, last), CONFIDENCE.usual);
}

/** One name for one or more days. */
function readDays(reading: Reading, index: number, today: number, lastMonth?: LastMonth): DaysRead | undefined {
  const { word } = reading;
  const at = ['the', 'this'].includes(word(index)) && ['weekend', 'week'].includes(word(index + 1)) ? index + 1 : index;
  if (['weekend', 'week'].includes(word(at)) && word(at + 1) === 'of') {
    const day = readMonthDays({ reading, index: at + 2, today }, lastMonth);
    const monday = day?.days[0] === undefined ? undefined : day.days[0] - weekdayIndex(day.days[0]);
    const days =
      monday === undefined ? [] : word(at) === 'week' ? daysFrom(monday, monday + 6) : [monday + 5, monday + 6];
    if (day && days.length > 0) return { ...day, days: days.filter((each) => each >= today) };
  }
  return (
    readDaysOfPeriod({ reading, index, today }) ??
    readRelativeDays(reading, index, today) ??
    readBeforeMonth(reading, index, today) ??
    readMonthDays({ reading, index, today }, lastMonth) ??
    weekdayWithDate() ??
    readWeekDays({ reading, index, today })
  );

  /** "Friday, June 12" and "Friday the 12th" name one day: the date has the last word. */
  function weekdayWithDate(): DaysRead | undefined {
    const weekday = readWeekDays({ reading, index, today });
    if (weekday?.weekday === undefined) return undefined;
    let next = weekday.next;
    while ([',', 'the'].includes(word(next)) && next < weekday.next + 2) next += 1;
    const start = word(next - 1) === 'the' ? next - 1 : next;
    const date = readMonthDays({ reading, index: start, today }, lastMonth);
    const day = date?.days[0];
    return date && day !== undefined && weekdayIndex(day) === weekday.weekday ? date : undefined;
  }
}
