import { readCurrency } from './amounts.ts';
import { COUNTED_UNITS } from './counted-units.ts';
import { dayInMonth, numberAt } from './day-numbers.ts';
import { MAX_DAYS, type DaysRead } from './day-types.ts';
import { afterSuffix, yearAt, type LastMonth } from './month-days.ts';
import type { Reading } from './reading.ts';

const JOINTS = new Set(['and', 'or', '&', '/', ',']);
const CHOOSING = new Set(['and', 'or', '&']);
/** What may stand behind the last day of a list, so that its number counts nothing else. */
const CLOSERS = new Set([
  '',
  '.',
  ';',
  '!',
  '?',
  ')',
  ...JOINTS,
  'at',
  'in',
  'from',
  'between',
  'after',
  'before',
  'please',
]);
/** Behind these a number is a time or a sum. */
const NOT_BEHIND_DAYS = new Set([':', 'am', 'pm', "o'clock", 'oclock', 'max', 'budget', 'k']);
/** "June 5, 9" may be at nine: up to here a number behind a comma is a day only in a longer list. */
const LAST_HOUR = 12;

type DayAt = (index: number, month: LastMonth) => DaysRead | undefined;

/**
 * Every day of "June 12, 13 and 14", and of "the 3rd and 4th of next month": a number that stands alone has the month of the
 * day before it. A day that is in doubt ends the list.
 */
export function withListed(reading: Reading, first: DaysRead, today: number, dayAt: DayAt): DaysRead {
  let all = first;
  for (let more = nextListed(); more; more = nextListed()) {
    all = {
      ...all,
      next: more.next,
      days: [...all.days, ...more.days],
      month: more.month ?? all.month,
      year: more.year,
    };
  }
  return all;

  function nextListed(): DaysRead | undefined {
    if (all.month === undefined || all.problem || all.days.length >= MAX_DAYS) return undefined;
    const at = memberAt(reading, all.next) ?? 0;
    const dated = at > 0 && reading.word(at - 1) !== ',' ? dayAt(at, undefined) : undefined; // "not June 12, July 2"
    const isWhole = dated?.month !== undefined;
    const more = isWhole ? dated : readListedDay(reading, all, today, all !== first);
    return more?.problem ? undefined : more;
  }
}

/** The day that a list goes on with behind a date; a bare number there has the month of that date. */
export function readListedDay(
  reading: Reading,
  before: DaysRead,
  today: number,
  isLong: boolean,
): DaysRead | undefined {
  const { word } = reading;
  const at = memberAt(reading, before.next) ?? before.next;
  const read = at > before.next ? readBareDay(reading, at, before, today) : undefined;
  if (!read) return undefined;
  const ascends = (read.days[0] ?? Infinity) > (before.days.at(-1) ?? 0);
  const isClosed = CLOSERS.has(word(read.next));
  if (CHOOSING.has(word(at - 1))) return isClosed || ascends ? read : undefined;
  const goesOn = numberAt(word(memberAt(reading, read.next) ?? read.next), 1, 31) !== undefined;
  const isDay = isLong || goesOn || Number(word(at)) > LAST_HOUR || read.next > at + 1;
  return isClosed && ascends && isDay ? read : undefined;
}

/** Where the next member of a list stands, behind its joint. */
function memberAt({ word }: Reading, next: number): number | undefined {
  if (!JOINTS.has(word(next))) return undefined;
  return word(next) === ',' && CHOOSING.has(word(next + 1)) ? next + 2 : next + 1;
}

/** "Dec 3-5", "June 12 and 13": a number that stands alone has the month that was said before. */
export function readBareDay(reading: Reading, at: number, month: LastMonth, today: number): DaysRead | undefined {
  const { word, tokens } = reading;
  const day = numberAt(word(at), 1, 31);
  const next = afterSuffix(reading, at + 1);
  if (month?.month === undefined || day === undefined) return undefined;
  const isOther = COUNTED_UNITS.has(word(next)) || NOT_BEHIND_DAYS.has(word(next));
  if (isOther || readCurrency(tokens, word, next)) return undefined;
  const dated = yearAt(reading, next);
  return dayInMonth({ next: dated.next, today, month: month.month, day, year: dated.year ?? month.year });
}
