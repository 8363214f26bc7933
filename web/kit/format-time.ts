import { plural } from './format.ts';
import { dateFormat, NAMED_TIME, offsetMinutes, timeOptions, toMs, type InstantLike } from './zone.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The zone of whoever looks at the page. */
export const viewerZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const DAY = { weekday: 'short', month: 'short', day: 'numeric' } as const;

/** `Sat, Nov 28, 4:30 PM`; with the year where it is not the present one, and the name of the zone where the clock changes. */
export function formatInstant(instant: InstantLike, zone: string, nowMs: number): string {
  const ms = toMs(instant);
  return dateFormat(zone, { ...DAY, ...yearIfOther(ms, zone, nowMs), ...timeOptions(ms, zone) }).format(ms);
}

/** `Sat, Nov 28, 4:30 PM (in 2 h)`. */
export function formatWhen(instant: InstantLike, zone: string, nowMs: number): string {
  return `${formatInstant(instant, zone, nowMs)} (${formatRelative(instant, nowMs)})`;
}

/** `Sat, Nov 28`; with the year where it is not the present one. */
export function formatDay(instant: InstantLike, zone: string, nowMs: number): string {
  const ms = toMs(instant);
  return dateFormat(zone, { ...DAY, ...yearIfOther(ms, zone, nowMs) }).format(ms);
}

/** `Sat, Nov 28` of a date without a time and without a zone (`2026-11-28`). */
export function formatDate(date: string, nowMs: number): string {
  return formatDay(`${date}T12:00:00Z`, 'UTC', nowMs);
}

/** `4:30 PM`; `1:30 AM EDT` on a day on which the clock changes. */
export function formatTime(instant: InstantLike, zone: string): string {
  const ms = toMs(instant);
  return dateFormat(zone, timeOptions(ms, zone)).format(ms);
}

function yearIfOther(ms: number, zone: string, nowMs: number): { readonly year?: 'numeric' } {
  const year = dateFormat(zone, { year: 'numeric' });
  return year.format(ms) === year.format(nowMs) ? {} : { year: 'numeric' };
}

const UNITS = [
  { lastsMs: DAY_MS, upToMs: Infinity, words: { one: 'day', other: 'days' } },
  { lastsMs: HOUR_MS, upToMs: 2 * DAY_MS, words: { one: 'h', other: 'h' } },
  { lastsMs: MINUTE_MS, upToMs: HOUR_MS, words: { one: 'min', other: 'min' } },
] as const;

/** `in 2 h`, `5 min ago`, `in 3 days`, `now`. */
export function formatRelative(instant: InstantLike, nowMs: number): string {
  const awayMs = toMs(instant) - nowMs;
  const distanceMs = Math.abs(awayMs);
  if (distanceMs < MINUTE_MS) return 'now';
  const unit = UNITS.findLast(({ upToMs }) => distanceMs < upToMs) ?? UNITS[0];
  const words = plural(Math.floor(distanceMs / unit.lastsMs), unit.words); // never more than is left
  return awayMs > 0 ? `in ${words}` : `${words} ago`;
}

/** True when clocks in both zones show the same at an instant, whatever the zones are called. */
export function isSameClock(instant: InstantLike, zone: string, other: string): boolean {
  return zone === other || offsetMinutes(toMs(instant), zone) === offsetMinutes(toMs(instant), other);
}

/** `New York` of `America/New_York`. */
export const placeOfZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** `Sat, Nov 28, 10:30 PM in Berlin`: the time beside that of the viewer; undefined where both clocks show the same. */
export function formatElsewhere(
  instant: InstantLike,
  { zone, viewer, nowMs }: { readonly zone: string; readonly viewer: string; readonly nowMs: number },
): string | undefined {
  if (isSameClock(instant, zone, viewer)) return undefined;
  return `${formatInstant(instant, zone, nowMs)} in ${placeOfZone(zone)}`;
}

/** `Sat, Nov 28, 4:30 – 5:30 PM`; with the names of the zone on a day on which the clock changes. */
export function formatSlot(
  slot: { readonly start: InstantLike; readonly end: InstantLike },
  zone: string,
  nowMs: number,
): string {
  const [start, end] = [toMs(slot.start), toMs(slot.end)];
  const day = { ...DAY, ...yearIfOther(start, zone, nowMs) };
  if (offsetMinutes(start, zone) === offsetMinutes(end, zone)) {
    return dateFormat(zone, { ...day, ...timeOptions(start, zone) }).formatRange(start, end);
  }
  return `${dateFormat(zone, { ...day, ...NAMED_TIME }).format(start)} – ${dateFormat(zone, NAMED_TIME).format(end)}`;
}
