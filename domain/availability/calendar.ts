import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_A_DAY } from '#domain/local-date.ts';
import { createHours } from './hours.ts';
import { isCovered, mergeIntervals } from './intervals.ts';
import {
  DEFAULT_MIN_NOTICE_HOURS,
  type Availability,
  type BookingSettings,
  type Interval,
  type OfferedSlot,
  type Slot,
  type SlotVerdict,
} from './types.ts';
import { zoneClock } from './zone.ts';

/** What is known of a provider: hours, settings and the live bookings (leave out the one that is being moved). */
export interface ProviderCalendar {
  availability: Availability;
  settings: BookingSettings;
  busy: readonly Interval[];
  nowMs: number;
}

/** A provider's calendar read once, to be asked about many slots. */
export type OpenCalendar = ReturnType<typeof openCalendar>;

/** No slot is longer: work of several days is several bookings. */
export const MAX_SLOT_MS = DAY_MS;

const LAST_INSTANT_MS = 8e15; // far inside what a Date can hold, so that no sum leaves it

/** Reads hours, settings and bookings of a provider; throws a RangeError for a zone or a time that does not exist. */
export function openCalendar({ availability, settings, busy, nowMs }: ProviderCalendar) {
  const clock = zoneClock(availability.timezone);
  const hours = createHours(availability);
  const bufferMs = (settings.bufferMinutes ?? 0) * MINUTE_MS;
  const earliestMs = nowMs + (settings.minNoticeHours ?? DEFAULT_MIN_NOTICE_HOURS) * HOUR_MS;
  const bookings = busy.toSorted((a, b) => a.startMs - b.startMs);
  const cap = settings.maxBookingsPerDay ?? Infinity;
  const bookingsOn = cap === Infinity ? new Map<number, number>() : countByDay(bookings, clock.dayOf);
  return { earliestMs, pieces, verdict, blockedStarts };

  function pieces(fromMs: number, toMs: number) {
    return hours.pieces(clock, fromMs, toMs);
  }

  /** A search that has them at hand passes the merged opening hours of every day that the slot touches. */
  function verdict(slot: OfferedSlot, open?: readonly Interval[]): SlotVerdict {
    if (!isSlot(slot)) return 'not_a_slot';
    if (slot.startMs < earliestMs) return 'too_short_notice';
    if (!slot.outsideHours && !isOpen(slot, open)) return touchesClosedDay(slot) ? 'closed' : 'outside_hours';
    return bookingConflict(slot) ?? (isFull(clock.dayOf(slot.startMs)) ? 'day_is_full' : 'free');
  }

  function isOpen(slot: Slot, open: readonly Interval[] = mergeIntervals(pieces(slot.startMs, slot.endMs))): boolean {
    return isCovered(open, slot);
  }

  function touchesClosedDay({ startMs, endMs }: Slot): boolean {
    for (let day = clock.dayOf(startMs); day <= clock.dayOf(endMs - 1); day += 1) {
      if (hours.isClosed(day)) return true;
    }
    return false;
  }

  function bookingConflict({ startMs, endMs }: Slot): 'overlaps_booking' | 'within_buffer' | undefined {
    let conflict: 'within_buffer' | undefined;
    for (const booking of bookings) {
      if (booking.startMs >= endMs + bufferMs) break;
      if (booking.startMs < endMs && booking.endMs > startMs) return 'overlaps_booking';
      if (booking.endMs > startMs - bufferMs) conflict = 'within_buffer';
    }
    return conflict;
  }

  function isFull(day: number): boolean {
    return (bookingsOn.get(day) ?? 0) >= cap;
  }

  /** The starts that a booking or a full day rules out for slots of this length: lets a search jump over them. */
  function blockedStarts(durationMs: number): Interval[] {
    const blocked = bookings.map(({ startMs, endMs }) => ({
      startMs: startMs - bufferMs - durationMs + 1, // a slot may still end where the buffer begins
      endMs: endMs + bufferMs,
    }));
    for (const day of bookingsOn.keys()) if (isFull(day)) blocked.push(...clock.instantsOf(day, 0, MINUTES_A_DAY));
    return blocked.toSorted((a, b) => a.startMs - b.startMs);
  }
}

function countByDay(bookings: readonly Interval[], dayOf: (ms: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { startMs } of bookings) {
    const day = dayOf(startMs);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

function isSlot({ startMs, endMs }: Slot): boolean {
  const areInstants = Number.isInteger(startMs) && Number.isInteger(endMs) && Math.abs(startMs) < LAST_INSTANT_MS;
  return areInstants && endMs > startMs && endMs - startMs <= MAX_SLOT_MS;
}
