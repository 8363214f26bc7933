import { Temporal } from 'temporal-polyfill';
import { DAY_MS, dayNumber, toLocalDate, WEEKDAYS, weekdayIndex } from '#domain/local-date.ts';
import { localNow } from '#domain/intake/local-now.ts';
import { NEW_YORK } from '#db/seeds/places.ts';

/** A day as people name it; the weekday alone means it when it is one of the next six days. */
export interface SaidDay {
  readonly weekday: string;
  /** `Dec 1`. */
  readonly short: string;
  readonly date: string;
}

/** The day so many days from now, by the clock of New York. */
export function dayAhead(days: number, nowMs = Date.now()): SaidDay {
  const date = toLocalDate(localNow(nowMs, NEW_YORK.timezone).day + days);
  const name = WEEKDAYS[weekdayIndex(dayNumber(date))] ?? '';
  const style = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  const short = new Intl.DateTimeFormat('en-US', style).format(dayNumber(date) * DAY_MS);
  return { weekday: name.charAt(0).toUpperCase() + name.slice(1), short, date };
}

/** The instant at which the clock of a zone shows this, as RFC 3339. */
export function instantOf(wall: string, zone: string): string {
  return new Date(Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds).toISOString();
}
