import type { AvailabilityException, DayWindow, WeeklySchedule } from '#domain/availability/types.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import { dayOf, listed } from './words.ts';

const MAX_DATES = 12;

/** `Monday to Friday 9:00–17:00; Saturday 10:00–14:00 (Europe/Berlin); closed on Thu, Dec 24`. Dates that are over are left out. */
export function hoursWords(body: Readonly<Record<string, unknown>>, today: unknown): string {
  const {
    timezone,
    schedule = {},
    exceptions = [],
    keepOfferedSlots = false,
  } = body as {
    keepOfferedSlots?: boolean;
    timezone?: string;
    schedule?: WeeklySchedule;
    exceptions?: readonly AvailabilityException[];
  };
  const toCome = exceptions.filter(({ date }) => typeof today !== 'string' || date >= today);
  const rest = toCome.length > MAX_DATES ? [`and ${toCome.length - MAX_DATES} dates more`] : [];
  const week = `${weekWords(schedule)}${timezone === undefined ? '' : ` (${timezone})`}`;
  const kept = keepOfferedSlots ? ['the times that you have offered stay, also outside these hours'] : [];
  return [week, ...datesWords(toCome.slice(0, MAX_DATES)), ...rest, ...kept].join('; ');
}

/** Days in a row that have the same hours are said together. */
function weekWords(schedule: WeeklySchedule): string {
  const runs: { first: string; last: string; hours: string; days: number }[] = [];
  for (const day of WEEKDAYS) {
    const hours = windowsWords(schedule[day] ?? []);
    const name = `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
    const run = runs.at(-1);
    if (run?.hours === hours) Object.assign(run, { last: name, days: run.days + 1 });
    else runs.push({ first: name, last: name, hours, days: 1 });
  }
  const open = runs.filter(({ hours }) => hours !== '');
  if (open.length === 0) return 'no hours in any week';
  return open.map(({ first, last, hours, days }) => `${daysWords(first, last, days)} ${hours}`).join('; ');
}

function daysWords(first: string, last: string, days: number): string {
  if (days === 1) return first;
  return days === 2 ? `${first} and ${last}` : `${first} to ${last}`;
}

function datesWords(exceptions: readonly AvailabilityException[]): string[] {
  const closed = exceptions.filter((each) => each.closed).map(({ date }) => dayOf(date));
  const special = exceptions.filter((each) => !each.closed);
  return [
    ...(closed.length > 0 ? [`closed on ${listed(closed)}`] : []),
    ...special.map(({ date, windows = [] }) => `${dayOf(date)} ${windowsWords(windows)}`),
  ];
}

function windowsWords(windows: readonly DayWindow[]): string {
  return listed(windows.map(({ start, end }) => `${start.replace(/^0/, '')}–${end.replace(/^0/, '')}`));
}
