import type { AvailabilityException, DayWindow, WeeklySchedule } from '#domain/availability/types.ts';
import { unionOfWindows } from '#domain/availability/change.ts';
import { WEEKDAYS, type Weekday } from '#domain/local-date.ts';
import { hoursGroups, type HoursGroup } from './hours-groups.ts';
import { hoursItems } from './hours-items.ts';
import { isForeign } from './language.ts';
import { startReading } from './reading.ts';
import { corrected } from './spelling.ts';
import { tokenize } from './tokens.ts';

/** What a sentence says about hours of work: nothing that it does not say itself. */
export interface WeeklyHoursRead {
  /** The weekdays that were named; one that is closed has no windows. */
  readonly schedule?: WeeklySchedule;
  /** The dates that were named, in order, each once. */
  readonly exceptions?: readonly AvailabilityException[];
  /** "Saturdays too": these hours come on top of the ones before. */
  readonly adds: boolean;
  /** "Only Saturdays": there are no other hours in the week. */
  readonly only: boolean;
  /** Hours or days were named, but they can mean several things, or nothing that a week can hold: ask. */
  readonly isUnclear: boolean;
}

/**
 * Reads hours of work: "Monday to Friday 9 to 5", "Saturdays 10-14 too", "not on Sundays", "closed on December 24".
 * Dates are read only with the day on which it is said, as a `dayNumber`. What has two meanings is never guessed, and
 * any text is answered in time that grows with its length.
 */
export function readWeeklyHours(text: string, today?: number): WeeklyHoursRead {
  const raw = tokenize(text);
  const nothing = { adds: false, only: false, isUnclear: false };
  if (isForeign(raw)) return nothing;
  const { items, adds, only } = hoursItems(startReading(text, raw.map(corrected)), today);
  const speaksOfDays = items.some(({ kind }) => ['weekdays', 'dates', 'window', 'unclear'].includes(kind));
  if (!speaksOfDays) return nothing;
  const groups = hoursGroups(items);
  if (!groups) return { ...nothing, isUnclear: true };
  const schedule = scheduleOf(groups);
  const exceptions = exceptionsOf(groups);
  return {
    ...(Object.keys(schedule).length > 0 && { schedule }),
    ...(exceptions.length > 0 && { exceptions }),
    adds,
    only: only && exceptions.length === 0,
    isUnclear: false,
  };
}

function scheduleOf(groups: readonly HoursGroup[]): WeeklySchedule {
  const week = new Map<number, readonly DayWindow[]>();
  for (const { weekdays, windows } of groups) {
    for (const day of weekdays) week.set(day, unionOfWindows([...(week.get(day) ?? []), ...windows]));
  }
  return Object.fromEntries(
    [...week.entries()].toSorted(([a], [b]) => a - b).map(([day, windows]) => [WEEKDAYS[day] as Weekday, windows]),
  );
}

function exceptionsOf(groups: readonly HoursGroup[]): AvailabilityException[] {
  const dates = new Map<string, readonly DayWindow[]>();
  for (const group of groups) {
    for (const date of group.dates) dates.set(date, unionOfWindows([...(dates.get(date) ?? []), ...group.windows]));
  }
  return [...dates.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, windows]) => (windows.length > 0 ? { date, windows } : { date, closed: true }));
}
