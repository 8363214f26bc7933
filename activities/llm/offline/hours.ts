import { localNow } from '#domain/intake/local-now.ts';
import { readWeeklyHours } from '#domain/intake/weekly-hours.ts';
import type { Moment, Move } from './moment.ts';

const SPEAKS_OF_HOURS =
  /\b(?:work|works|working|hours|schedule|availability|available|unavailable|calendar|closed?|open|off|away|holidays?|vacation)\b/i;

const UNCLEAR =
  'I am not sure which hours you mean. Say the days and from when until when, such as “Monday to Friday 9 to 5”, “Saturdays 10-14 ' +
  'too”, “not on Sundays” or “closed on December 24”.';

/** What to do when somebody says when they work; nothing when they speak of something else. A question changes nothing. */
export function hoursMove({ said, context }: Moment): Move | undefined {
  if (said.includes('?')) return undefined;
  const { schedule, exceptions, adds, only } = readWeeklyHours(said, localNow(context.nowMs, context.timezone).day);
  if (schedule || exceptions) {
    return {
      use: 'update_availability',
      input: {
        ...(schedule && { schedule }),
        ...(exceptions && { exceptions }),
        ...(adds && { adds }),
        ...(only && { only }),
      },
    };
  }
  return SPEAKS_OF_HOURS.test(said) ? { say: UNCLEAR } : undefined;
}
