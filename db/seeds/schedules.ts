import type { DayWindow } from '#domain/availability/types.ts';
import { WEEKDAYS, type Weekday } from '#domain/local-date.ts';
import type { WeeklySchedule } from '../entities/provider.entity.ts';

/** The same hours on each of the days. */
export function weekly(days: readonly Weekday[], ...windows: readonly DayWindow[]): WeeklySchedule {
  return Object.fromEntries(days.map((day) => [day, [...windows]]));
}

const FROM_MONDAY_TO_FRIDAY = WEEKDAYS.slice(0, 5);
const FROM_TUESDAY_TO_SATURDAY = WEEKDAYS.slice(1, 6);

/** The weeks that people of the seeds work. */
export const SCHEDULES: readonly WeeklySchedule[] = [
  weekly(FROM_MONDAY_TO_FRIDAY, { start: '09:00', end: '17:00' }),
  weekly(FROM_TUESDAY_TO_SATURDAY, { start: '10:00', end: '19:00' }),
  weekly(FROM_MONDAY_TO_FRIDAY, { start: '08:00', end: '12:00' }, { start: '13:00', end: '18:00' }),
  {
    ...weekly(['monday', 'wednesday', 'friday'], { start: '12:00', end: '20:00' }),
    ...weekly(['saturday', 'sunday'], { start: '09:00', end: '15:00' }),
  },
];

/** Every hour of every day. */
export const AROUND_THE_CLOCK = weekly(WEEKDAYS, { start: '00:00', end: '24:00' });

/** Every day from early to late. */
export const EVERY_DAY = weekly(WEEKDAYS, { start: '08:00', end: '20:00' });
