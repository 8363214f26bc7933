import { capitalized } from '#web/kit/format.ts';
import type { Schema } from '#web/api/client.ts';

type Schedule = NonNullable<Schema<'Enrollment'>['availability']>['schedule'];

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A week from Monday on: the name of each day, and its windows in words. */
export function hoursOf(schedule: Schedule): (readonly [day: string, hours: string])[] {
  return DAYS.map((day) => {
    const windows = schedule[day] ?? [];
    const hours = windows.map(({ start, end }) => `${start} to ${end}`).join(', ');
    return [capitalized(day), hours === '' ? 'closed' : hours];
  });
}
