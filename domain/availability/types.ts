import type { Weekday } from '#domain/local-date.ts';

/** A stretch of time; the instant `endMs` is not part of it, so stretches that touch do not overlap. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** The time that one piece of work takes. */
export type Slot = Interval;

/** A slot as a provider offers it. */
export interface OfferedSlot extends Slot {
  /** The provider has confirmed the slot although it lies outside the opening hours. */
  outsideHours?: boolean | undefined;
}

/** Opening hours by the provider's own clock, `HH:MM` to `HH:MM`, at most 24:00. */
export interface DayWindow {
  start: string;
  end: string;
}

/** What a provider says about one date; it stands in place of the weekly schedule. */
export interface AvailabilityException {
  date: string;
  closed?: boolean | undefined;
  windows?: readonly DayWindow[] | undefined;
}

/** The hours of a week that repeats; a day that is not named has none. */
export type WeeklySchedule = Readonly<Partial<Record<Weekday, readonly DayWindow[]>>>;

/** When a provider works: a week that repeats, and the dates that differ, all in the provider's own zone. */
export interface Availability {
  timezone: string;
  schedule: WeeklySchedule;
  exceptions: readonly AvailabilityException[];
}

/** What a provider asks for around each booking. */
export interface BookingSettings {
  minNoticeHours?: number | undefined;
  maxBookingsPerDay?: number | null | undefined;
  bufferMinutes?: number | undefined;
}

/** The notice a provider gets who has not said otherwise. */
export const DEFAULT_MIN_NOTICE_HOURS = 24;

/** Every reason why a slot is not free, in the order in which they are looked for. */
export const SLOT_REASONS = [
  'not_a_slot',
  'too_short_notice',
  'closed',
  'outside_hours',
  'overlaps_booking',
  'within_buffer',
  'day_is_full',
] as const;
export type SlotReason = (typeof SLOT_REASONS)[number];

/** The answer to "is this slot free?". */
export type SlotVerdict = 'free' | SlotReason;
