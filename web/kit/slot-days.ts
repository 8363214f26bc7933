import { formatDay, formatTime } from './format-time.ts';
import { clockChangeOn, dateFormat, dateIn, offsetMinutes, toMs, type InstantLike } from './zone.ts';

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

const TIME = { hour: 'numeric', minute: '2-digit' } as const;
const WHOLE = { weekday: 'long', month: 'long', day: 'numeric', ...TIME } as const;

/** Groups slots by the day on which they begin in a zone, earliest first. */
export function slotDays<Slot extends SlotLike>(slots: readonly Slot[], zone: string, nowMs: number): SlotDay<Slot>[] {
  const sorted = slots.toSorted((a, b) => toMs(a.start) - toMs(b.start));
  const days = Map.groupBy(sorted, ({ start }) => dateIn(toMs(start), zone));
  return [...days].map(([date, own]) => ({
    date,
    label: formatDay(own[0]?.start ?? 0, zone, nowMs),
    clockChange: clockChangeOn(date, zone),
    slots: own.map((slot) => ({ slot, label: formatTime(slot.start, zone), name: nameOf(slot, zone) })),
  }));
}

function nameOf({ start, end }: SlotLike, zone: string): string {
  const last = dateFormat(zone, { ...TIME, timeZoneName: 'long' }).format(toMs(end));
  const isChanging = offsetMinutes(toMs(start), zone) !== offsetMinutes(toMs(end), zone);
  const first = dateFormat(zone, isChanging ? { ...WHOLE, timeZoneName: 'long' } : WHOLE).format(toMs(start));
  return `${first} to ${last}`;
}
