import { readNthWeekday } from './nth-weekdays.ts';
import { MONTH_WORDS, NAMED_DAYS, ORDINAL_WORDS } from './calendar-words.ts';
import { dayInMonth, dayOfAnyMonth, lastDayOf, numberAt } from './day-numbers.ts';
import { dayNotPast, daysFrom, daysRead, doubtfulDays, MAX_DAYS, type DayPlace, type DaysRead } from './day-types.ts';
import { firstDays, monthAt, type SpokenMonth } from './months.ts';
import { readNumericDays } from './numeric-days.ts';
import { CONFIDENCE, type Reading } from './reading.ts';

const SUFFIXES = new Set(['st', 'nd', 'rd', 'th']);
/** Before these an ordinal counts something else than days: "the 5th floor", "30th birthday". */
const COUNTED = new Set(
  'floor street st ave avenue birthday anniversary grade time bedroom one offer lead job'.split(' '),
);
const ORDINAL_CUES = new Set(['on', 'by', 'until', 'before', 'after', 'from', 'or', 'and', 'between']);
const FIRST_OF_NAMED = new Set([...NAMED_DAYS.keys()].map((name) => name.split(' ')[0]));
/** No list that somebody chooses from is longer: "the twelfth" is a day. */
const MOST_LISTED = 10;
const MONTH_CUES = new Set(['in', 'during', 'this', 'next', 'early', 'late', 'mid']);

/** A month that was said before, which a day without one belongs to. */
export type LastMonth = Pick<DaysRead, 'month' | 'year'> | undefined;

/** Dates with a month or a day of one: "24 Dec", "12/24", "2026-12-24", "the 24th", "the 5th of next month", "Christmas Eve". */
export function readMonthDays(place: DayPlace, last?: LastMonth): DaysRead | undefined {
  return (
    readNumericDays(place) ??
    readDayMonth(place) ??
    readMonthDay(place) ??
    readMonthPart(place) ??
    readNthWeekday(place) ??
    readNamed(place) ??
    readMonthAlone(place) ??
    readOrdinal(place, last)
  );
}

/** The index behind "st", "nd", "rd" or "th", when it belongs to the number before it. */
export function afterSuffix({ word, tokens }: Reading, at: number): number {
  return SUFFIXES.has(word(at)) && tokens[at]?.glued ? at + 1 : at;
}

/** A day of a month, as a number or in words, with the index behind it. */
interface DayNumeral {
  readonly day: number;
  readonly next: number;
  readonly form: 'digits' | 'suffixed' | 'words';
}

const TENS: Readonly<Record<string, number>> = { twenty: 20, thirty: 30 };

/** "24", "24th", "twelfth", "twenty-first". */
function dayNumeralAt(reading: Reading, at: number): DayNumeral | undefined {
  const { word } = reading;
  const day = numberAt(word(at), 1, 31);
  if (day !== undefined) {
    const next = afterSuffix(reading, at + 1);
    return { day, next, form: next > at + 1 ? 'suffixed' : 'digits' };
  }
  const tens = TENS[word(at)];
  const behind = tens === undefined ? at : word(at + 1) === '-' ? at + 2 : at + 1;
  const named = ORDINAL_WORDS.get(word(behind));
  const isSecondHalf = [1, 2].some((step) => TENS[word(at - step)] !== undefined); // "thirty-second"
  if (named === undefined || isSecondHalf || (tens !== undefined && named >= 10)) return undefined;
  const value = (tens ?? 0) + named;
  return value <= 31 ? { day: value, next: behind + 1, form: 'words' } : undefined;
}

/** 24 Dec, the 24th of December, the 5th of next month. */
function readDayMonth({ reading, index, today }: DayPlace): DaysRead | undefined {
  const { word } = reading;
  const numeral = dayNumeralAt(reading, word(index) === 'the' ? index + 1 : index);
  const month = numeral && monthBehind(reading, numeral, today);
  return month && dayOf(month, numeral.day, month.next, today);
}

/** The month that a day belongs to, behind it; one without a name needs a day that cannot be a count. */
function monthBehind(reading: Reading, { next, form }: DayNumeral, today: number): SpokenMonth | undefined {
  const { word } = reading;
  const isOf = word(next) === 'of' || (form !== 'digits' && word(next) === 'in');
  const month = monthAt(word, isOf ? next + 1 : next, today);
  const isNamed = MONTH_WORDS.has(word(isOf ? next + 1 : next));
  const isLoose = form === 'words' || month?.isAny === true || (form === 'digits' && !isNamed); // "12th month"
  if (!month || (!isOf && isLoose)) return undefined;
  return isNamed ? withYear(reading, month) : month;
}

function dayOf({ month, year, isAny }: SpokenMonth, day: number, next: number, today: number): DaysRead {
  return isAny ? dayOfAnyMonth(next, day, today) : dayInMonth({ next, today, month, day, year });
}

/** The year may follow: "12 June 2027", "June 12 and 13, 2027". */
function withYear(reading: Reading, month: SpokenMonth): SpokenMonth {
  const { word } = reading;
  let at = month.next;
  for (let length = 1; length < MAX_DAYS && isListed(at); length += 1) at = afterSuffix(reading, at + 2);
  const { year, next } = yearAt(reading, at);
  return year === undefined ? month : { ...month, next: at === month.next ? next : month.next, year };

  function isListed(joint: number): boolean {
    return JOINTS.has(word(joint)) && numberAt(word(joint + 1), 1, 31) !== undefined;
  }
}

/** The year that stands behind a date, or behind a comma there. */
export function yearAt({ word }: Reading, index: number): { year?: number | undefined; next: number } {
  const at = word(index) === ',' ? index + 1 : index;
  const year = numberAt(word(at), 1900, 2199);
  return year === undefined ? { next: index } : { year, next: at + 1 };
}

const JOINTS = new Set(['-', '–', '—', 'to', 'until', 'till', 'through', 'thru', ',', 'and', 'or', '&', '/']);
const NO_DAYS_BEHIND = new Set(['at', '@']);

/** A day whose month stands behind a later one: "24-26 Dec", "24th or 25th of December", "12, 13 and 14 June". */
export function readBeforeMonth(reading: Reading, index: number, today: number): DaysRead | undefined {
  const { word, tokens } = reading;
  const first = dayNumeralAt(reading, word(index) === 'the' ? index + 1 : index);
  if (!first || NO_DAYS_BEHIND.has(tokens[index - 1]?.word ?? '')) return undefined; // "at 3, 12 June"
  let last = first;
  for (let length = 1; length < MAX_DAYS && JOINTS.has(word(last.next)); length += 1) {
    let at = last.next + 1;
    while (['and', 'or', 'the'].includes(word(at)) && at <= last.next + 2) at += 1; // "12, and the 13th"
    const numeral = dayNumeralAt(reading, at);
    if (!numeral || (numeral.form === 'words') !== (first.form === 'words')) return undefined;
    const month = monthBehind(reading, numeral, today);
    if (month) return dayOf(month, first.day, first.next, today);
    last = numeral;
  }
  return undefined;
}

/** Dec 24, December 24th, December the 24th, next month on the 5th. */
function readMonthDay({ reading, index, today }: DayPlace): DaysRead | undefined {
  const { word } = reading;
  const month = monthAt(word, index, today);
  if (!month || month.isAny) return undefined;
  const isNamed = MONTH_WORDS.has(word(index));
  let at = month.next;
  while (['.', ',', 'on', 'the'].includes(word(at)) && at < month.next + 3) at += 1;
  const numeral = dayNumeralAt(reading, at);
  const isDirect = at === month.next || ['.', 'the'].includes(word(at - 1));
  if (!numeral || (numeral.form === 'digits' && !(isNamed && isDirect))) return undefined;
  if (numeral.form === 'words' && word(at - 1) !== 'the') return undefined;
  const { next, day } = numeral;
  const dated = isNamed ? withYear(reading, { ...month, next }) : { ...month, next };
  return dayOf(dated, day, dated.next, today);
}

function readNamed({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  if (!FIRST_OF_NAMED.has(word(index))) return undefined;
  for (let length = 3; length >= 1; length -= 1) {
    const name = Array.from({ length }, (_, offset) => word(index + offset)).join(' ');
    const named = NAMED_DAYS.get(name);
    if (named) return dayInMonth({ next: index + length, today, ...named });
  }
  return undefined;
}

/** "The first week of July", "the last week of next month", "the last day of June": days of a month. */
function readMonthPart({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  const at = word(index) === 'the' ? index + 1 : index;
  const weeks = { first: 0, second: 7, third: 14, last: -7 };
  const offset = Object.entries(weeks).find(([name]) => name === word(at))?.[1];
  const isDay = word(at) === 'last' && word(at + 1) === 'day';
  const spoken = ['of', 'in'].includes(word(at + 2)) ? monthAt(word, at + 3, today) : undefined;
  if (offset === undefined || !spoken || !(isDay || word(at + 1) === 'week')) return undefined;
  const parts = firstDays(spoken, today).map((first) => {
    if (isDay) return [lastDayOf(first)];
    const begin = offset < 0 ? lastDayOf(first) + 1 + offset : first + offset;
    return daysFrom(begin, begin + 6);
  });
  const days = parts.find((part) => part.some((day) => day >= today)) ?? parts.at(0) ?? [];
  const { next, month } = spoken;
  const left = days.filter((day) => day >= today);
  return left.length === 0
    ? dayNotPast(next, days[0] ?? today, today)
    : { ...daysRead(next, left, CONFIDENCE.usual), month };
}

const PARTS = new Set(['start', 'beginning', 'middle', 'end']);

/** "In May", "next month", "the end of June": more days than a request can name. */
function readMonthAlone({ reading: { word, tokens }, index, today }: DayPlace): DaysRead | undefined {
  const month = monthAt(word, index, today);
  const before = [1, 2].map((step) => tokens[index - step]?.word ?? '');
  const ofPart = before[0] === 'of' && PARTS.has(before[1] ?? '');
  if (!month || (month.isAny && !ofPart)) return undefined;
  const isCued = ofPart || MONTH_CUES.has(before[0] ?? '') || !MONTH_WORDS.has(word(index));
  return isCued ? doubtfulDays(month.next, 'too_wide') : undefined;
}

/** "The 24th" and "on the first"; "the second" alone is more often an offer than a day. */
function readOrdinal({ reading, index, today }: DayPlace, last: LastMonth): DaysRead | undefined {
  const { word, tokens } = reading;
  const the = word(index) === 'the';
  const numeral = dayNumeralAt(reading, the ? index + 1 : index);
  if (!numeral || numeral.form === 'digits') return undefined;
  const { day, next, form } = numeral;
  const isListed = JOINTS.has(word(next)) && dayNumeralAt(reading, next + 1)?.form === 'suffixed';
  const endsList = JOINTS.has(tokens[index - 1]?.word ?? '') && SUFFIXES.has(tokens[index - 2]?.word ?? '');
  const cue = ORDINAL_CUES.has(tokens[index - 1]?.word ?? '') || isListed || endsList; // "14th or 15th"
  const isDay = form === 'suffixed' || (the && (cue || day > MOST_LISTED));
  if (!isDay || COUNTED.has(word(next)) || (!the && !cue && tokens.length > 4)) return undefined;
  return last?.month === undefined
    ? dayOfAnyMonth(next, day, today)
    : dayInMonth({ next, today, month: last.month, day, year: last.year });
}
