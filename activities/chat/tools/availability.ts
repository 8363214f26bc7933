import { z } from 'zod';
import { availabilityFields, MAX_EXCEPTIONS, UpdateAvailability } from '#contracts/availability.ts';
import { LocalDate } from '#contracts/common.ts';
import type { OwnProvider } from '#contracts/providers.ts';
import { changedHours } from '#domain/availability/change.ts';
import type { Availability } from '#domain/availability/types.ts';
import { zoneClock } from '#domain/availability/zone.ts';
import { toLocalDate } from '#domain/local-date.ts';
import { bodyOf, refusal, tool, type Tool, type ToolContext } from './tool.ts';

const { timezone, schedule, exceptions } = availabilityFields;

/** The tools for when somebody works. */
export const AVAILABILITY_TOOLS: readonly Tool[] = [
  tool({
    name: 'update_availability',
    role: 'provider',
    description:
      'Prepares a change of the hours of work. Name only what the person has said; everything else stays as it is. A day of the week with an empty list has no hours. Times by the clock of the provider, 00:00 to 24:00; hours over midnight are two windows.',
    input: z.strictObject({
      schedule: schedule.optional().describe('The days that change, with all their hours.'),
      exceptions: exceptions
        .optional()
        .describe('Dates that differ from the week: closed, or with hours of their own.'),
      timezone: timezone.optional().describe('Only when the person says that it is another one.'),
      adds: z.boolean().optional().describe('True when the hours come on top of those of the same day.'),
      only: z.boolean().optional().describe('True when the days that are not named have no hours any more.'),
      restored: z
        .array(LocalDate)
        .max(MAX_EXCEPTIONS)
        .optional()
        .describe('Dates that are like their day of the week again.'),
      keepOfferedSlots: z
        .boolean()
        .optional()
        .describe(
          'True only when the person says that times which they have offered stay although they lie outside the new hours.',
        ),
    }),
    use: async ({ keepOfferedSlots, ...change }, context) => {
      if (Object.keys(change).length === 0 && keepOfferedSlots === undefined) {
        return refusal('validation_failed', 'name what changes');
      }
      const own = bodyOf<z.output<typeof OwnProvider>>(await context.read('getOwnProvider'));
      if (!('body' in own)) return own;
      const { revision, ...present } = own.body.availability;
      const before = prepared(context, revision);
      const next = changedHours(before ?? present, change);
      const keeps = keepOfferedSlots ?? before?.keepOfferedSlots;
      const kept = keeps === undefined ? {} : { keepOfferedSlots: keeps };
      const body = UpdateAvailability.safeParse({ ...plain(next), ...kept, revision });
      if (!body.success) return refusal('validation_failed', z.prettifyError(body.error));
      const today = toLocalDate(zoneClock(next.timezone).dayOf(context.nowMs));
      return { draft: { kind: 'update_availability', target: null, body: body.data, about: { today } } };
    },
  }),
];

type Prepared = Availability & Pick<UpdateAvailability, 'keepOfferedSlots'>;

/** What was prepared before and is not approved yet: what is said now comes on top, unless the hours have changed meanwhile. */
function prepared({ openDraft }: ToolContext, revision: number): Prepared | undefined {
  const open = openDraft('update_availability')?.body as (Prepared & { revision?: number }) | undefined;
  return open?.revision === revision ? open : undefined;
}

/** As the contract has it: a date is closed, or has hours of its own; one that says neither is like its day of the week. */
function plain({ timezone: zone, schedule: week, exceptions: dates }: Availability): Record<string, unknown> {
  const differing = dates.filter(({ closed, windows }) => closed === true || windows !== undefined);
  return {
    timezone: zone,
    schedule: week,
    exceptions: differing.map(({ date, closed, windows = [] }) =>
      closed || windows.length === 0 ? { date, closed: true } : { date, windows },
    ),
  };
}
