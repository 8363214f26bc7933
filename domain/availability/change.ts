import { WEEKDAYS, dayNumber, minuteOfDay, weekdayIndex, type Weekday } from '#domain/local-date.ts';
import type { Availability, AvailabilityException, DayWindow, WeeklySchedule } from './types.ts';

/** What somebody says about their hours; whatever it does not name stays. */
export interface HoursChange {
  readonly timezone?: string | undefined;
  readonly schedule?: WeeklySchedule | undefined;
  readonly exceptions?: readonly AvailabilityException[] | undefined;
  /** The windows come on top of those of the same day. */
  readonly adds?: boolean | undefined;
  /** The days that it does not name have no hours any more. */
  readonly only?: boolean | undefined;
  /** Dates that are like their day of the week again. */
  readonly restored?: readonly string[] | undefined;
}

/** Windows in order, joined where they touch or overlap; one that does not end after its start is left out. */
export function unionOfWindows(windows: readonly DayWindow[]): DayWindow[] {
  const sorted = windows
    .filter(({ start, end }) => minuteOfDay(end) > minuteOfDay(start))
    .toSorted((a, b) => minuteOfDay(a.start) - minuteOfDay(b.start));
  const union: DayWindow[] = [];
  for (const window of sorted) {
    const last = union.at(-1);
    if (last && window.start <= last.end) last.end = window.end > last.end ? window.end : last.end;
    else union.push({ start: window.start, end: window.end });
  }
  return union;
}

/** The hours after a change: a day or a date that it names is replaced, or grows where the change adds. */
export function changedHours(before: Availability, change: HoursChange): Availability {
  const { timezone = before.timezone, adds = false, only = false } = change;
  return { timezone, schedule: changedWeek(), exceptions: changedDates() };

  function changedWeek(): WeeklySchedule {
    if (!change.schedule) return before.schedule;
    const days = WEEKDAYS.flatMap((day) => {
      const [had, said] = [only ? [] : (before.schedule[day] ?? []), change.schedule?.[day]];
      const windows = said === undefined ? had : grown(had, said);
      return windows.length > 0 ? [[day, windows] as const] : [];
    });
    return Object.fromEntries(days);
  }

  function changedDates(): readonly AvailabilityException[] {
    const dates = new Map(before.exceptions.map((exception) => [exception.date, exception]));
    for (const date of change.restored ?? []) dates.delete(date);
    for (const said of change.exceptions ?? []) {
      const windows = grown(hoursOn(said.date, dates.get(said.date)), said.windows ?? []);
      dates.set(said.date, said.closed ? said : { date: said.date, windows });
    }
    return [...dates.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  }

  function hoursOn(date: string, exception: AvailabilityException | undefined): readonly DayWindow[] {
    if (exception) return exception.closed ? [] : (exception.windows ?? []);
    return before.schedule[weekdayOf(date)] ?? [];
  }

  /** A closed day cannot grow: it closes. */
  function grown(had: readonly DayWindow[], said: readonly DayWindow[]): readonly DayWindow[] {
    return adds && said.length > 0 ? unionOfWindows([...had, ...said]) : said;
  }
}

function weekdayOf(date: string): Weekday {
  return WEEKDAYS[weekdayIndex(dayNumber(date))] ?? 'monday';
}
