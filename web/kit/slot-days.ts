import { dateFormat, formatDay, offsetMinutes, toMs, type InstantLike } from './format-time.ts';

interface SlotLike {
  readonly start: InstantLike;
  readonly end: InstantLike;
}

/** One slot as it is offered for choosing. */
export interface LabelledSlot<Slot> {
  readonly slot: Slot;
  /** `4:30 PM`; `1:30 AM EDT` on a day on which the clock changes. */
  readonly label: string;
  /** Its whole name for a screen reader: day, start, end and zone. */
  readonly name: string;
}

/** The slots that begin on one day of a zone. */
export interface SlotDay<Slot> {
  /** `2026-11-28`. */
  readonly date: string;
  /** `Sat, Nov 28`. */
  readonly label: string;
  /** `Clocks go back 1 h at 2:00 AM`, on such a day. */
  readonly clockChange: string | undefined;
  readonly slots: readonly LabelledSlot<Slot>[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;
const WHOLE = { weekday: 'long', month: 'long', day: 'numeric', ...TIME } as const;

/** Groups slots by the day on which they begin in a zone, earliest first. */
export function slotDays<Slot extends SlotLike>(slots: readonly Slot[], zone: string, nowMs: number): SlotDay<Slot>[] {
  const sorted = slots.toSorted((a, b) => toMs(a.start) - toMs(b.start));
  const days = Map.groupBy(sorted, ({ start }) => dateIn(toMs(start), zone));
  return [...days].map(([date, own]) => {
    const clockChange = clockChangeOn(date, zone);
    const named = clockChange === undefined ? TIME : ({ ...TIME, timeZoneName: 'short' } as const);
    return {
      date,
      label: formatDay(own[0]?.start ?? 0, zone, nowMs),
      clockChange,
      slots: own.map((slot) => ({
        slot,
        label: dateFormat(zone, named).format(toMs(slot.start)),
        name: nameOf(slot, zone),
      })),
    };
  });
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

/** What the clock does on a day of a zone; undefined when it just goes on. */
export function clockChangeOn(date: string, zone: string): string | undefined {
  const from = startOfDate(date, zone);
  const to = startOfDate(dateAfter(date), zone);
  const [before, after] = [offsetMinutes(from - MINUTE_MS, zone), offsetMinutes(to, zone)];
  if (before === after) return undefined;
  const atMs = firstWhere(from - MINUTE_MS, to, (ms) => offsetMinutes(ms, zone) !== before);
  const wall = dateFormat('UTC', TIME).format(atMs + before * MINUTE_MS); // what clocks show when they are changed
  const minutes = Math.abs(after - before);
  const by = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  return `Clocks go ${after > before ? 'forward' : 'back'} ${by} at ${wall}`;
}

function nameOf({ start, end }: SlotLike, zone: string): string {
  const last = dateFormat(zone, { ...TIME, timeZoneName: 'long' }).format(toMs(end));
  const isChanging = offsetMinutes(toMs(start), zone) !== offsetMinutes(toMs(end), zone);
  const first = dateFormat(zone, isChanging ? { ...WHOLE, timeZoneName: 'long' } : WHOLE).format(toMs(start));
  return `${first} to ${last}`;
}

/** The first moment of a date in a zone; some dates begin at one. */
export function startOfDate(date: string, zone: string): number {
  const utcMs = Date.parse(`${date}T00:00:00Z`);
  return firstWhere(utcMs - 15 * HOUR_MS, utcMs + 15 * HOUR_MS, (ms) => dateIn(ms, zone) >= date);
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
  new Date(Date.parse(`${date}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
