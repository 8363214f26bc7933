import type { Schema } from '#web/api/client.ts';
import { dateIn } from '#web/kit/zone.ts';
import { daysAfter, isDate, mondayOf } from './days.ts';

type Booking = Schema<'Booking'>;

export type CalendarView = 'day' | 'week';

/** Which days a calendar shows. */
export interface CalendarRange {
  readonly view: CalendarView;
  /** The date that was asked for. */
  readonly date: string;
  /** The first day that is shown, and the days from there on. */
  readonly days: readonly string[];
}

/** The days of a calendar by what stands in the address; this week where that says nothing sensible. */
export function rangeOf(
  search: { view?: string | undefined; date?: string | undefined },
  today: string,
): CalendarRange {
  const date = isDate(search.date) ? search.date : today;
  const view = search.view === 'day' ? 'day' : 'week';
  const first = view === 'day' ? date : mondayOf(date);
  const count = view === 'day' ? 1 : 7;
  return { view, date, days: Array.from({ length: count }, (_each, index) => daysAfter(first, index)) };
}

/** The date to look at when one goes on or back by what is shown. */
export function dateBeside({ view, date }: CalendarRange, by: 1 | -1): string {
  return daysAfter(date, view === 'day' ? by : 7 * by);
}

/** The bookings of each day, earliest first; those that were cancelled take no time and are left out. */
export function bookingsByDay(
  days: readonly string[],
  bookings: readonly Booking[],
  zone: string,
): { readonly date: string; readonly bookings: readonly Booking[] }[] {
  const taking = bookings
    .filter(({ status }) => status !== 'cancelled')
    .toSorted((a, b) => Date.parse(a.scheduledStart) - Date.parse(b.scheduledStart));
  return days.map((date) => ({
    date,
    bookings: taking.filter(({ scheduledStart }) => dateIn(Date.parse(scheduledStart), zone) === date),
  }));
}
