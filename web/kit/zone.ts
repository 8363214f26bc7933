const LOCALE = 'en-US';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;
/** `1:30 AM EDT`. */
export const NAMED_TIME = { ...TIME, timeZoneName: 'short' } as const;

/** An instant as the API has it, or in milliseconds. */
export type InstantLike = string | number;

export const toMs = (instant: InstantLike): number => (typeof instant === 'number' ? instant : Date.parse(instant));

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than using it a hundred times. */
export function dateFormat(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, { timeZone, ...options });
  formats.set(key, known);
  return known;
}

/** How far a zone is from UTC at an instant. */
export function offsetMinutes(ms: number, zone: string): number {
  const parts = dateFormat(zone, { timeZoneName: 'longOffset' }).formatToParts(ms);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The date in a zone: `2026-11-28`. */
export function dateIn(ms: number, zone: string): string {
  const parts = dateFormat(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(ms);
  const part = (name: string): string => parts.find(({ type }) => type === name)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** What the clock in a zone shows, as hours: 16.5 at half past four in the afternoon. */
export function hourIn(ms: number, zone: string): number {
  const format = dateFormat(zone, { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const part = (name: string): number => Number(format.formatToParts(ms).find(({ type }) => type === name)?.value ?? 0);
  return part('hour') + part('minute') / 60;
}

/** The first moment of a date in a zone; some dates begin at one. */
export function startOfDate(date: string, zone: string): number {
  const utcMs = Date.parse(`${date}T00:00:00Z`);
  return firstWhere(utcMs - 15 * HOUR_MS, utcMs + 15 * HOUR_MS, (ms) => dateIn(ms, zone) >= date);
}

const changes = new Map<string, string | undefined>();

/** `Clocks go back 1 h at 2:00 AM` on such a day of a zone; undefined when the clock just goes on. */
export function clockChangeOn(date: string, zone: string): string | undefined {
  const key = `${date} ${zone}`;
  if (!changes.has(key)) changes.set(key, findChange(date, zone)); // asked for each time that is shown
  return changes.get(key);
}

function findChange(date: string, zone: string): string | undefined {
  const before = startOfDate(date, zone) - MINUTE_MS;
  const last = startOfDate(dateAfter(date), zone) - MINUTE_MS;
  const [from, to] = [offsetMinutes(before, zone), offsetMinutes(last, zone)];
  if (from === to) return undefined;
  const atMs = firstWhere(before, last, (ms) => offsetMinutes(ms, zone) !== from);
  const wall = dateFormat('UTC', TIME).format(atMs + from * MINUTE_MS); // what clocks show when they are changed
  const minutes = Math.abs(to - from);
  const by = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  return `Clocks go ${to > from ? 'forward' : 'back'} ${by} at ${wall}`;
}

/** How a time is written: `4:30 PM`; `1:30 AM EDT` on a day on which the clock changes, when some times come twice. */
export function timeOptions(ms: number, zone: string): Intl.DateTimeFormatOptions {
  return clockChangeOn(dateIn(ms, zone), zone) === undefined ? TIME : NAMED_TIME;
}

/** The first whole minute at which something holds that holds from then on. */
function firstWhere(from: number, to: number, holds: (ms: number) => boolean): number {
  let [low, high] = [from / MINUTE_MS, to / MINUTE_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle * MINUTE_MS)) high = middle;
    else low = middle;
  }
  return high * MINUTE_MS;
}

const dateAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
