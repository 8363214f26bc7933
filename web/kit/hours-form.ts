import type { Schema } from '#web/api/client.ts';
import { dayWords, toApiWindows, toFormWindows, toSchedule, toWeek, windowsWords, type Week } from './week.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import type { DayWindow } from '#domain/availability/types.ts';

export type Hours = Pick<Schema<'OwnProvider'>['availability'], 'timezone' | 'schedule' | 'exceptions'>;

/** A date that differs from the week, as the form holds it. */
export interface ExceptionValues {
  date: string;
  isClosed: boolean;
  windows: DayWindow[];
}

/** The form of the hours; its paths are those of the API. */
export interface HoursValues {
  timezone: string;
  schedule: Week;
  exceptions: ExceptionValues[];
}

export function toHoursValues({ timezone, schedule, exceptions }: Hours): HoursValues {
  return {
    timezone,
    schedule: toWeek(schedule),
    exceptions: exceptions.map(({ date, closed = false, windows = [] }) => ({
      date,
      isClosed: closed,
      windows: toFormWindows(windows),
    })),
  };
}

/** The hours as the API takes them. */
export function toHours({
  timezone,
  schedule,
  exceptions,
}: HoursValues): Pick<Schema<'UpdateAvailability'>, keyof Hours> {
  return {
    timezone,
    schedule: toSchedule(schedule),
    exceptions: exceptions.map(({ date, isClosed, windows }) =>
      isClosed ? { date, closed: true as const } : { date, windows: toApiWindows(windows) },
    ),
  };
}

/** One line in which two versions of the hours differ. */
export interface HoursDifference {
  readonly what: string;
  readonly saved: string;
  readonly mine: string;
}

const dateFormat = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
});
/** "Thu, Dec 24, 2026". */
export const dateWords = (date: string): string =>
  date === '' ? 'No date' : dateFormat.format(new Date(`${date}T00:00:00Z`));

/** What differs between the hours that are saved and those of the form, in words. */
export function differencesOf(saved: Hours, mine: Hours): HoursDifference[] {
  const dates = [...new Set([...saved.exceptions, ...mine.exceptions].map(({ date }) => date))].toSorted();
  const lines = [
    { what: 'Time zone', saved: saved.timezone, mine: mine.timezone },
    ...WEEKDAYS.map((day) => ({
      what: dayWords(day),
      saved: windowsWords(saved.schedule[day] ?? []),
      mine: windowsWords(mine.schedule[day] ?? []),
    })),
    ...dates.map((date) => ({
      what: dateWords(date),
      saved: exceptionWords(saved, date),
      mine: exceptionWords(mine, date),
    })),
  ];
  return lines.filter((line) => line.saved !== line.mine);
}

function exceptionWords({ exceptions }: Hours, date: string): string {
  const found = exceptions.find((each) => each.date === date);
  if (!found) return 'As in the week';
  return found.closed ? 'Closed' : windowsWords(found.windows ?? []);
}

/** The hours of a date: its own, or those of its day of the week. */
export function windowsOn(
  { schedule, exceptions }: Pick<Hours, 'schedule' | 'exceptions'>,
  date: string,
): readonly DayWindow[] {
  const exception = exceptions.find((each) => each.date === date);
  if (exception) return exception.closed ? [] : (exception.windows ?? []);
  const index = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return schedule[WEEKDAYS[index] ?? 'monday'] ?? [];
}
