import { z } from 'zod';
import type { DayWindow } from '#domain/availability/types.ts';
import { WEEKDAYS, type Weekday } from '#domain/local-date.ts';
import { LocalDate, Revision, TimeZone, WHEN_SOUND } from './common.ts';

/** How many stretches of work a day can have. */
const MAX_WINDOWS_A_DAY = 10;
/** How many dates can differ from the week. */
export const MAX_EXCEPTIONS = 400;

const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const TimeOfDay = z
  .string()
  .regex(TIME, { error: 'expected a time from 00:00 to 24:00, such as 09:00', abort: true })
  .meta({ maxLength: 5, examples: ['09:00'] });

const Window = z
  .strictObject({ start: TimeOfDay, end: TimeOfDay })
  .refine(({ start, end }) => start < end, { error: 'expected to be after the start', path: ['end'], ...WHEN_SOUND })
  .meta({ examples: [{ start: '09:00', end: '17:00' }] });

/** The hours of one day, in order. Every window that overlaps another is named; those that touch do not overlap. */
const DayWindows = z
  .array(Window)
  .max(MAX_WINDOWS_A_DAY)
  .superRefine((windows, context) => {
    for (const index of overlapping(windows)) {
      context.addIssue({ code: 'custom', message: 'expected not to overlap another one', path: [index] });
    }
  })
  .transform((windows) => windows.toSorted((a, b) => (a.start < b.start ? -1 : 1)))
  .meta({ description: 'In any order; they may touch, and none overlaps another.' });

const day = DayWindows.optional();
/** The week that repeats; a day that is left out has no hours. */
export const WeeklyHours = z
  .strictObject(Object.fromEntries(WEEKDAYS.map((name) => [name, day])) as Record<Weekday, typeof day>)
  .meta({ description: 'The hours of the week that repeats. A day that is left out has none.' });

const Exception = z
  .strictObject({
    date: LocalDate,
    closed: z.literal(true).optional(),
    windows: DayWindows.refine((windows) => windows.length > 0, 'expected at least one; say closed for none')
      .meta({ minItems: 1 })
      .optional(),
  })
  .refine(({ closed, windows }) => (closed === undefined) !== (windows === undefined), {
    error: 'expected either closed or windows',
    ...WHEN_SOUND,
  })
  .meta({
    description:
      'A date that differs: it is `closed`, or has `windows` of its own in place of those of the week; exactly one of the two.',
  });

const Exceptions = z
  .array(Exception)
  .max(MAX_EXCEPTIONS)
  .superRefine((exceptions, context) => {
    const seen = new Set<string>();
    for (const [index, { date }] of exceptions.entries()) {
      const path = [index, 'date'];
      if (seen.has(date)) context.addIssue({ code: 'custom', message: 'expected each date once', path });
      seen.add(date);
    }
  })
  .transform((exceptions) => exceptions.toSorted((a, b) => (a.date < b.date ? -1 : 1)));

/** The hours of one day in an answer. */
export const ShownWindows = z.array(z.strictObject({ start: z.string(), end: z.string() }));
/** The week that repeats in an answer. */
export const ShownSchedule = z.partialRecord(z.enum(WEEKDAYS), ShownWindows);

/** When a provider works, as it stands. */
export const availabilityFields = { timezone: TimeZone, schedule: WeeklyHours, exceptions: Exceptions };

/** An example of it. */
export const AVAILABILITY_EXAMPLE = {
  timezone: 'America/Chicago',
  schedule: {
    tuesday: [
      { start: '09:00', end: '12:00' },
      { start: '13:00', end: '17:00' },
    ],
    wednesday: [{ start: '09:00', end: '12:00' }],
  },
  exceptions: [
    { date: '2026-12-24', closed: true as const },
    { date: '2026-12-31', windows: [{ start: '09:00', end: '12:00' }] },
  ],
};

/** All the hours of a provider, in place of those before. */
export const UpdateAvailability = z
  .strictObject({
    ...availabilityFields,
    revision: Revision.optional().meta({
      description: 'The revision that you have read. Without it the hours are replaced as they are now.',
    }),
    keepOfferedSlots: z.boolean().optional().meta({
      description:
        'Whether slots of your open offers stay although they lie outside the new hours: each of them is marked `outsideHours` and can be accepted. Otherwise they are struck out.',
    }),
  })
  .meta({ id: 'UpdateAvailability', examples: [{ ...AVAILABILITY_EXAMPLE, revision: 3 }] });
export type UpdateAvailability = z.output<typeof UpdateAvailability>;

/** The places of the windows that overlap one before them, by their start. */
function overlapping(windows: readonly DayWindow[]): number[] {
  const sound = [...windows.entries()].filter(
    ([, { start, end }]) => TIME.test(start) && TIME.test(end) && start < end,
  );
  const sorted = sound.toSorted(([, a], [, b]) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const found: number[] = [];
  let lastEnd = '';
  for (const [index, { start, end }] of sorted) {
    if (start < lastEnd) found.push(index);
    if (end > lastEnd) lastEnd = end;
  }
  return found.toSorted((a, b) => a - b);
}
