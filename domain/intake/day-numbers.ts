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
    if (year !== undefined || date >= today) return { ...dayNotPast(next, date, today), month, year };
    const again = dateOf(thisYear + ahead + 1, month, day);
    return { ...doubtfulDays(next, 'past_date', again === undefined ? [] : [[again]]), month };
  }
  return doubtfulDays(next, 'no_such_date');
}

/** The next day with that number that a month has: "the 31st" said in April is in May. */
export function dayOfAnyMonth(next: number, day: number, today: number): DaysRead {
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const { year, month } = monthAhead(today, ahead);
    const date = dateOf(year, month, day);
    if (date !== undefined && date >= today) return dayNotPast(next, date, today);
  }
  return doubtfulDays(next, 'no_such_date');
}

/** The month that lies so many ahead of that of a day. */
export function monthAhead(day: number, ahead: number): { year: number; month: number } {
  const { year, month } = monthOf(day);
  return { year: year + Math.floor((month + ahead) / 12), month: (month + ahead) % 12 };
}

/** The first day of a month. */
export function firstOfMonth({ year, month }: { year: number; month: number }): number {
  return dayNumber(dateText(year, month, 1));
}

/** The last day of the month that a day lies in. */
export function lastDayOf(day: number): number {
  return firstOfMonth(monthAhead(day, 1)) - 1;
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
  const date = dateText(year, month, day);
  return isLocalDate(date) ? dayNumber(date) : undefined;
}

function dateText(year: number, month: number, day: number): string {
  const [mm, dd] = [month + 1, day].map((part) => String(part).padStart(2, '0'));
  return `${String(year).padStart(4, '0')}-${mm}-${dd}`;
}

function monthOf(day: number): { year: number; month: number } {
  const date = toLocalDate(day);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) - 1 };
}
