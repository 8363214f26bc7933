import { dayNumber, isLocalDate, toLocalDate } from '#domain/local-date.ts';
import { dayNotPast, doubtfulDays, type DaysRead } from './day-types.ts';

const YEARS_AHEAD = 1;
/** A date without a year that was so many days ago is rather a slip than meant for the next year. */
const JUST_OVER_DAYS = 60;

/** A day of a month, with the index behind it. */
export interface MonthDay {
  readonly next: number;
  readonly today: number;
  /** From 0 for January. */
  readonly month: number;
  readonly day: number;
  readonly year?: number | undefined;
}

/** That day in that year or, without one, the next time it comes; a date that there is not within a year is a doubt. */
export function dayInMonth({ next, today, month, day, year }: MonthDay): DaysRead {
  const { year: thisYear } = monthOf(today);
  for (let ahead = 0; ahead <= YEARS_AHEAD && month >= 0 && month <= 11; ahead += 1) {
    const date = dateOf(year ?? thisYear + ahead, month, day);
    if (date === undefined || (year === undefined && date < today - JUST_OVER_DAYS)) continue;
    if (year !== undefined || date >= today) return { ...dayNotPast(next, date, today), month };
    const again = dateOf(thisYear + ahead + 1, month, day);
    return { ...doubtfulDays(next, 'past_date', again === undefined ? [] : [[again]]), month };
  }
  return doubtfulDays(next, 'no_such_date');
}

/** The next day with that number that a month has: "the 31st" said in April is in May. */
export function dayOfAnyMonth(next: number, day: number, today: number): DaysRead {
  const { year, month } = monthOf(today);
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const date = dateOf(year + Math.floor((month + ahead) / 12), (month + ahead) % 12, day);
    if (date !== undefined && date >= today) return dayNotPast(next, date, today);
  }
  return doubtfulDays(next, 'no_such_date');
}

/** The first day of a month, from 0 for January: of this year, or so many years ahead. */
export function firstDayOf(month: number, today: number, yearsAhead: number): number {
  return dateOf(monthOf(today).year + yearsAhead, month, 1) ?? today;
}

/** The last day of the month that a day lies in. */
export function lastDayOf(day: number): number {
  const { year, month } = monthOf(day);
  const first = dateOf(year + Math.floor((month + 1) / 12), (month + 1) % 12, 1);
  return first === undefined ? day : first - 1;
}

/** The number that a word is in digits, when it lies between two. */
export function numberAt(word: string, from: number, to: number): number | undefined {
  if (!/^\d{1,4}$/.test(word)) return undefined;
  const value = Number(word);
  return value >= from && value <= to ? value : undefined;
}

/** "26" and "2026" are one year. */
export function fullYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function dateOf(year: number, month: number, day: number): number | undefined {
  const [yyyy, mm, dd] = [
    String(year).padStart(4, '0'),
    ...[month + 1, day].map((part) => String(part).padStart(2, '0')),
  ];
  const date = `${yyyy}-${mm}-${dd}`;
  return isLocalDate(date) ? dayNumber(date) : undefined;
}

function monthOf(day: number): { year: number; month: number } {
  const date = toLocalDate(day);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) - 1 };
}
