/** The length of a minute, an hour and a UTC day in milliseconds. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The last minute label of a day: a window may end at 24:00. */
export const MINUTES_A_DAY = 1440;

/** The days of the week in the order of the calendar rule ISO 8601, as they name a provider's schedule. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DATE = /^(?!0000)\d{4}-\d{2}-\d{2}$/; // the calendar goes from the year 1 before to the year 1 after
const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const DAYS_FROM_MONDAY_TO_EPOCH = 3; // 1970-01-01 was a Thursday

/** True only for a date that the calendar has, written `YYYY-MM-DD`. */
export function isLocalDate(value: string): boolean {
  if (!DATE.test(value)) return false;
  const utcMs = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(utcMs) && toLocalDate(utcMs / DAY_MS) === value; // some engines roll 30 February over
}

/** Days since 1970-01-01 of a date without a zone: neighbours differ by one and no clock is involved. */
export function dayNumber(date: string): number {
  if (!isLocalDate(date)) throw new RangeError(`not a date: ${JSON.stringify(date)}`);
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The inverse of `dayNumber`. */
export function toLocalDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The earliest date that it is anywhere on earth at this moment: the one at UTC-12. */
export function earliestDateOnEarth(nowMs: number): string {
  return toLocalDate(Math.floor((nowMs - 12 * HOUR_MS) / DAY_MS));
}

/** The weekday's index in `WEEKDAYS`, for days before 1970 too. */
export function weekdayIndex(day: number): number {
  return (((day + DAYS_FROM_MONDAY_TO_EPOCH) % 7) + 7) % 7;
}

/** True only for `HH:MM` from 00:00 to 24:00. */
export function isTimeOfDay(value: string): boolean {
  return TIME.test(value);
}

/** Minutes since midnight by the clock on the wall: 0 to 1440. */
export function minuteOfDay(time: string): number {
  if (!isTimeOfDay(time)) throw new RangeError(`not a time of day: ${JSON.stringify(time)}`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
