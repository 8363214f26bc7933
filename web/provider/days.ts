import { DAY_MS, weekdayIndex } from '#domain/local-date.ts';

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** So many days later by the calendar; earlier where it is negative. */
export const daysAfter = (date: string, days: number): string => dateOf(dayOf(date) + days);

/** The Monday of the week of a date. */
export const mondayOf = (date: string): string => daysAfter(date, -weekdayIndex(dayOf(date)));

/** True for a date that the calendar has. */
export const isDate = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(dayOf(text)) && dateOf(dayOf(text)) === text;
