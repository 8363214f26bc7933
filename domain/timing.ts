import { zoneClock } from './availability/zone.ts';
import { dayNumber, toLocalDate } from './local-date.ts';
import { TIME_OF_DAY_HOURS, type Flexibility, type TimeOfDay, type Urgency } from './preferences.ts';

/** When a consumer wants the work done, as the request says it. */
export interface Timing {
  urgency: Urgency;
  preferredDates: readonly string[];
  preferredTimes: readonly TimeOfDay[];
  /** Of the preferred dates and times; `strict` when it is not said. */
  flexibility?: Flexibility | undefined;
}

/** A stretch in which an acceptable slot may start, with the date it lies on. */
export interface TimingWindow {
  date: string;
  startMs: number;
  endMs: number;
}

/** `asap` means the rest of today and this many days after it. */
export const ASAP_DAYS = 3;

/** `flexible` means the rest of today and this many days after it. */
export const FLEXIBLE_DAYS = 14;

/** `specific_date` with full flexibility also accepts this many days on either side of each date. */
export const FLEXIBLE_DATE_MARGIN_DAYS = 1;

/** The windows in which a slot may start, ordered, apart from each other, none before now, by the clock of the zone. */
export function acceptableWindows(timing: Timing, timezone: string, nowMs: number): TimingWindow[] {
  const clock = zoneClock(timezone);
  const windows: TimingWindow[] = [];
  for (const day of acceptableDays(timing, clock.dayOf(nowMs))) {
    for (const { fromHour, toHour } of acceptableHours(timing)) {
      for (const { startMs, endMs } of clock.instantsOf(day, fromHour * 60, toHour * 60)) {
        if (endMs > nowMs) windows.push({ date: toLocalDate(day), startMs: Math.max(startMs, nowMs), endMs });
      }
    }
  }
  return windows.toSorted((a, b) => a.startMs - b.startMs);
}

/**
 * How well free slots cover what was asked, 0 to 1: the share of windows in which one starts. It takes the first free
 * slot of each window, as `firstFreeSlots` gives them; with `asap` an earlier window counts more than a later one.
 */
export function availabilityScore(firstFree: readonly unknown[], urgency: Urgency): number {
  let reached = 0;
  let possible = 0;
  for (const [index, slot] of firstFree.entries()) {
    const weight = urgency === 'asap' ? firstFree.length - index : 1;
    possible += weight;
    if (slot !== undefined) reached += weight;
  }
  return possible === 0 ? 0 : reached / possible;
}

function acceptableDays({ urgency, preferredDates, flexibility }: Timing, today: number): number[] {
  if (urgency !== 'specific_date') return daysAround(today, 0, urgency === 'asap' ? ASAP_DAYS : FLEXIBLE_DAYS);
  const margin = flexibility === 'flexible' ? FLEXIBLE_DATE_MARGIN_DAYS : 0;
  const days = new Set(preferredDates.flatMap((date) => daysAround(dayNumber(date), margin, margin)));
  return [...days].toSorted((a, b) => a - b);
}

function daysAround(day: number, before: number, after: number): number[] {
  return Array.from({ length: before + after + 1 }, (_, index) => day - before + index);
}

function acceptableHours({
  preferredTimes,
  flexibility = 'strict',
}: Timing): Array<{ fromHour: number; toHour: number }> {
  if (preferredTimes.length === 0 || flexibility !== 'strict') return [{ fromHour: 0, toHour: 24 }];
  return [...new Set(preferredTimes)].map((time) => TIME_OF_DAY_HOURS[time]);
}
