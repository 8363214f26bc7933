import { capitalized } from './format.ts';
import type { DayWindow } from '#domain/availability/types.ts';
import { isTimeOfDay, minuteOfDay, WEEKDAYS, type Weekday } from '#domain/local-date.ts';

/** The hours of each day of the week, as a form holds them: every day is there. */
export type Week = Record<Weekday, DayWindow[]>;

type Schedule = Readonly<Partial<Record<Weekday, readonly DayWindow[]>>>;

const FIRST_WINDOW: DayWindow = { start: '09:00', end: '17:00' };
const MINUTES_A_DAY = 1_440;
/** The API takes no more of them. */
export const MAX_WINDOWS_A_DAY = 10;

/** A week as a form holds it. Time fields have no 24:00: the end of a day is written as its midnight there. */
export function toWeek(schedule: Schedule): Week {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, toFormWindows(schedule[day] ?? [])])) as Week;
}

/** The week as the API takes it: days without hours are left out. */
export function toSchedule(week: Week): Partial<Record<Weekday, DayWindow[]>> {
  const worked = WEEKDAYS.filter((day) => week[day].length > 0);
  return Object.fromEntries(worked.map((day) => [day, toApiWindows(week[day])]));
}

export const toFormWindows = (windows: readonly DayWindow[]): DayWindow[] =>
  windows.map(({ start, end }) => ({ start, end: end === '24:00' ? '00:00' : end }));

export const toApiWindows = (windows: readonly DayWindow[]): DayWindow[] =>
  windows.map(({ start, end }) => ({ start, end: end === '00:00' ? '24:00' : end }));

/** The window that is added to a day: after its last one, if there is room. */
export function nextWindow(windows: readonly DayWindow[]): DayWindow {
  const last = windows.at(-1);
  if (!last || !isTimeOfDay(last.end)) return FIRST_WINDOW;
  const startMinute = minuteOfDay(last.end) + 60;
  if (last.end === '00:00' || startMinute >= MINUTES_A_DAY) return { start: '', end: '' };
  return { start: toTime(startMinute), end: toTime(Math.min(startMinute + 120, MINUTES_A_DAY)) };
}

/** The week after the hours of one day were copied to others. */
export function copied(week: Week, from: Weekday, to: readonly Weekday[]): Week {
  const copies = to.map((day) => [day, week[from].map((window) => ({ ...window }))]);
  return { ...week, ...Object.fromEntries(copies) };
}

const toTime = (minute: number): string =>
  minute >= MINUTES_A_DAY
    ? '00:00'
    : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const timeFormat = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });

/** "9:00 AM – 12:00 PM, 1:00 PM – 5:00 PM", "All day" or "Closed". */
export function windowsWords(windows: readonly DayWindow[]): string {
  if (windows.length === 0) return 'Closed';
  if (windows.length === 1 && windows[0]?.start === '00:00' && windows[0].end === '24:00') return 'All day';
  return windows.map(({ start, end }) => `${timeWords(start)} – ${timeWords(end)}`).join(', ');
}

/** "9:00 AM" for "09:00"; midnight at the end of a day is called so. */
export function timeWords(time: string): string {
  if (!isTimeOfDay(time)) return '?';
  return time === '24:00' ? 'midnight' : timeFormat.format(minuteOfDay(time) * 60_000);
}

/** "Monday". */
export const dayWords = (day: Weekday): string => capitalized(day);
