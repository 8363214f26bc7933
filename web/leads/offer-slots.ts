import type { Schema } from '#web/api/client.ts';
import { hourIn } from '#web/kit/zone.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { TIME_OF_DAY_HOURS, type TimeOfDay } from '#domain/preferences.ts';

type Slot = Pick<Schema<'Slot'>, 'start' | 'end'>;

/** So many times an offer can have. */
export const MAX_SLOTS = 10;
/** So many days of free times are shown at once: as many as one answer holds when they are free day and night. */
export const DAYS_SHOWN = 4;

const overlap = (a: Slot, b: Slot): boolean =>
  Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);
const isSame = (a: Slot, b: Slot): boolean => Date.parse(a.start) === Date.parse(b.start);

/** The chosen slots after one was ticked or unticked, in order. */
export function toggled(chosen: readonly Slot[], slot: Slot): Slot[] {
  const others = chosen.filter((each) => !isSame(each, slot));
  const next = others.length < chosen.length ? others : [...others, slot];
  return next.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

/** How a free slot can be chosen: one offer has no two times that overlap, and not too many. */
export function choiceOf(chosen: readonly Slot[], slot: Slot): 'chosen' | 'possible' | 'impossible' {
  if (chosen.some((each) => isSame(each, slot))) return 'chosen';
  const isImpossible = chosen.length >= MAX_SLOTS || chosen.some((each) => overlap(each, slot));
  return isImpossible ? 'impossible' : 'possible';
}

/** Whether a slot begins in one of the wanted parts of the day, by the clock of the zone; any does when none is wanted. */
export function isAtWantedTime({ start }: Slot, wanted: readonly TimeOfDay[], timezone: string): boolean {
  const hour = hourIn(Date.parse(start), timezone);
  const fits = ({ fromHour, toHour }: { fromHour: number; toHour: number }): boolean =>
    hour >= fromHour && hour < toHour;
  return wanted.length === 0 || wanted.some((time) => fits(TIME_OF_DAY_HOURS[time]));
}

/** The date from which free times are shown first: the first wanted one that is not over, or today. */
export function firstDateShown(preferredDates: readonly string[], today: string): string {
  return preferredDates.toSorted().find((date) => date >= today) ?? today;
}

/** So many days later, by the calendar. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
