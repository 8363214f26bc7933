import { dayNumber } from '#domain/local-date.ts';

/** What the calendar and the clock on the wall say. */
export interface LocalNow {
  /** As a `dayNumber`. */
  readonly day: number;
  readonly minute: number;
}

const MAX_ZONES = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date and the minute in a zone at an instant; throws a RangeError for a zone that does not exist. */
export function localNow(nowMs: number, timezone: string): LocalNow {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(nowMs)
      .map(({ type, value }) => [type, value]),
  );
  const date = `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
  return { day: dayNumber(date), minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  if (formats.size >= MAX_ZONES) formats.clear();
  formats.set(timezone, format);
  return format;
}
