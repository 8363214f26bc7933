import { readNthWeekday } from './nth-weekdays.ts';
import { MONTH_WORDS, NAMED_DAYS, ORDINAL_WORDS } from './calendar-words.ts';
import { dayInMonth, dayOfAnyMonth, lastDayOf, numberAt } from './day-numbers.ts';
import { daysFrom, daysRead, doubtfulDays, type DayPlace, type DaysRead } from './day-types.ts';
import { readNumericDays } from './numeric-days.ts';
import { CONFIDENCE, type Reading } from './reading.ts';

const SUFFIXES = new Set(['st', 'nd', 'rd', 'th']);
/** Before these an ordinal counts something else than days: "the 5th floor", "30th birthday". */
const COUNTED = new Set(
  'floor street st ave avenue birthday anniversary grade time bedroom one offer lead job'.split(' '),
);
const ORDINAL_CUES = new Set(['on', 'by', 'until', 'before', 'after', 'from', 'or', 'and', 'between']);
const FIRST_OF_NAMED = new Set([...NAMED_DAYS.keys()].map((name) => name.split(' ')[0]));
const MONTH_CUES = new Set(['in', 'during', 'this', 'next', 'early', 'late', 'mid']);

/** Dates with a month or a day of one: "24 Dec", "12/24", "2026-12-24", "the 24th", "Christmas Eve". */
export function readMonthDays(place: DayPlace, lastMonth?: number): DaysRead | undefined {
  return (
    readNumericDays(place) ??
    readDayMonth(place) ??
    readMonthDay(place) ??
    readMonthPart(place) ??
    readNthWeekday(place) ??
    readNamed(place) ??
    readMonthAlone(place) ??
    readOrdinal(place, lastMonth)
  );
}

/** The index behind "st", "nd", "rd" or "th", when it belongs to the number before it. */
export function afterSuffix({ word, tokens }: Reading, at: number): number {
  return SUFFIXES.has(word(at)) && tokens[at]?.glued ? at + 1 : at;
}

/** 24 Dec, the 24th of December. */
function readDayMonth({ reading, index, today }: DayPlace): DaysRead | undefined {
  const { word } = reading;
  const first = word(index) === 'the' ? index + 1 : index;
  const day = numberAt(word(first), 1, 31);
  if (day === undefined) return undefined;
  const behind = afterSuffix(reading, first + 1);
  const at = word(behind) === 'of' ? behind + 1 : behind;
  const month = MONTH_WORDS.get(word(at));
  return month === undefined ? undefined : withYear({ reading, index: at + 1, today }, month, day);
}

const JOINTS = new Set(['-', '–', '—', 'to', 'until', 'till', 'through', 'thru', ',', 'and', 'or', '&', '/']);

/** The first day of "24-26 Dec" and "24th or 25th of December": its month stands behind the second. */
export function readBeforeMonth(reading: Reading, index: number, today: number): DaysRead | undefined {
  const { word } = reading;
  const at = word(index) === 'the' ? index + 1 : index;
  const day = numberAt(word(at), 1, 31);
  const joint = afterSuffix(reading, at + 1);
  if (day === undefined || !JOINTS.has(word(joint)) || numberAt(word(joint + 1), 1, 31) === undefined) return undefined;
  const month = readDayMonth({ reading, index: joint + 1, today })?.month;
  return month === undefined ? undefined : dayInMonth({ next: joint, today, month, day });
}

/** Dec 24, December 24th, December the 24th. */
function readMonthDay({ reading, index, today }: DayPlace): DaysRead | undefined {
  const { word } = reading;
  const month = MONTH_WORDS.get(word(index));
  const at = ['.', 'the'].includes(word(index + 1)) ? index + 2 : index + 1;
  const day = numberAt(word(at), 1, 31);
  if (month === undefined || day === undefined) return undefined;
  return withYear({ reading, index: afterSuffix(reading, at + 1), today }, month, day);
}

function withYear({ reading: { word }, index, today }: DayPlace, month: number, day: number): DaysRead {
  const at = word(index) === ',' ? index + 1 : index;
  const year = numberAt(word(at), 1900, 2199);
  return dayInMonth({ next: year === undefined ? index : at + 1, today, month, day, year });
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

/** "The first week of July", "the last week of June": seven days of a month. */
function readMonthPart({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  const at = word(index) === 'the' ? index + 1 : index;
  const weeks = { first: 1, second: 8, third: 15, last: 28 };
  const first = Object.entries(weeks).find(([name]) => name === word(at))?.[1];
  const month = MONTH_WORDS.get(word(at + 3));
  if (first === undefined || month === undefined || word(at + 1) !== 'week') return undefined;
  const next = at + 4;
  const start = dayInMonth({ next, today, month, day: first }).days[0];
  if (start === undefined) return doubtfulDays(next, 'too_wide');
  const begin = first === weeks.last ? lastDayOf(start) - 6 : start;
  return { ...daysRead(next, daysFrom(begin, begin + 6), CONFIDENCE.usual), month };
}

/** "In May", "next month": a month is more days than a request can name. */
function readMonthAlone({ reading: { word, tokens }, index }: DayPlace): DaysRead | undefined {
  const isNamed = ['this', 'next'].includes(word(index)) && word(index + 1) === 'month';
  if (isNamed) return doubtfulDays(index + 2, 'too_wide');
  const cued = MONTH_CUES.has(tokens[index - 1]?.word ?? '');
  return cued && MONTH_WORDS.has(word(index)) ? doubtfulDays(index + 1, 'too_wide') : undefined;
}

/** "The 24th" and "on the first"; "the second" alone is more often an offer than a day. */
function readOrdinal({ reading, index, today }: DayPlace, lastMonth: number | undefined): DaysRead | undefined {
  const { word, tokens } = reading;
  const the = word(index) === 'the';
  const at = the ? index + 1 : index;
  const day = numberAt(word(at), 1, 31);
  const next = afterSuffix(reading, at + 1);
  const isSuffixed = day !== undefined && next === at + 2;
  const isListed =
    JOINTS.has(word(next)) &&
    numberAt(word(next + 1), 1, 31) !== undefined &&
    afterSuffix(reading, next + 2) > next + 2;
  const cue = ORDINAL_CUES.has(tokens[index - 1]?.word ?? '') || isListed; // "14th or 15th"
  const value = isSuffixed ? day : the && cue ? ORDINAL_WORDS.get(word(at)) : undefined;
  if (value === undefined || COUNTED.has(word(next)) || (!the && !cue && tokens.length > 4)) return undefined;
  return lastMonth === undefined
    ? dayOfAnyMonth(next, value, today)
    : dayInMonth({ next, today, month: lastMonth, day: value });
}
