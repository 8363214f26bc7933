import { WEEKDAYS, type Weekday } from '#domain/local-date.ts';
import { formatDate } from '#web/kit/format-time.ts';
import { dayWords, windowsWords } from '#web/kit/week.ts';
import type { HoursBody } from './draft.ts';

type Week = NonNullable<HoursBody['schedule']>;

/** Each run of days with the same hours: `Monday to Friday`, `9:00 AM – 5:00 PM`. Days without hours are `Closed`. */
export function weekWords(week: Week | undefined): readonly (readonly [days: string, hours: string])[] {
  const runs: { days: Weekday[]; hours: string }[] = [];
  for (const day of WEEKDAYS) {
    const hours = windowsWords(week?.[day] ?? []);
    const run = runs.at(-1);
    if (run?.hours === hours) run.days.push(day);
    else runs.push({ days: [day], hours });
  }
  return runs.map(({ days, hours }) => [runWords(days), hours]);
}

function runWords(days: readonly Weekday[]): string {
  const [first = 'monday', last = first] = [days[0], days.at(-1)];
  if (days.length === 1) return dayWords(first);
  return `${dayWords(first)} ${days.length === 2 ? 'and' : 'to'} ${dayWords(last)}`;
}

/** Each date that differs: `Thu, Dec 24`, `Closed`. Those that are over are left out. */
export function datesWords(
  exceptions: HoursBody['exceptions'],
  today: string | undefined,
  nowMs: number,
): readonly (readonly [day: string, hours: string])[] {
  const toCome = (exceptions ?? []).filter(({ date }) => today === undefined || date >= today);
  return toCome.map(({ date, windows }) => [formatDate(date, nowMs), windowsWords(windows ?? [])]);
}
