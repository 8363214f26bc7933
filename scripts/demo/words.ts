import type { Slot } from '#contracts/common.ts';
import { zoneClock } from '#domain/availability/zone.ts';
import { toLocalDate, weekdayIndex } from '#domain/local-date.ts';
import { formatMoney, type Money } from '#domain/money.ts';

/** Where the demo's consumer lives, and by which clock. */
export const BROOKLYN = { city: 'New York', neighborhood: 'Brooklyn', lat: 40.6782, lng: -73.9442 } as const;
const TIME_ZONE = 'America/New_York';
const APART_MS = 2 * 3_600_000;
const SATURDAY = 5;
const WEEKEND = ['Sat', 'Sun'];

/** `Sat, Nov 28, 9:00 AM`, by the clock of the zone. */
export function whenOf(instant: string, timeZone: string): string {
  const style = { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone }).format(new Date(instant));
}

/** `November 28 at 9:00 AM`, by the clock of the zone. */
export function spokenTime(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', timeZone }).format(at);
  const time = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone }).format(at);
  return `${day} at ${time.replaceAll(/\s/g, ' ')}`;
}

/** `09:12:33.120`, in UTC. */
export function clockOf(instant: string): string {
  return instant.slice(11, 23);
}

/** `$60.00 to $80.00`. */
export function budgetOf({ min, max, currency }: { min: number; max: number; currency: Money['currency'] }): string {
  return `${formatMoney({ amount: min, currency })} to ${formatMoney({ amount: max, currency })}`;
}

/** The dates of the coming Saturday and Sunday in Brooklyn. */
export function comingWeekend(nowMs: number): string[] {
  const today = zoneClock(TIME_ZONE).dayOf(nowMs);
  const days = Array.from({ length: 8 }, (_, index) => today + index); // counted as dates: a day may have 23 or 25 hours
  return days
    .filter((day) => weekdayIndex(day) >= SATURDAY)
    .slice(0, 2)
    .map(toLocalDate);
}

/** The hours in which people of the demo like to come, by the provider's clock. */
const DAYTIME = { from: 9, to: 19 };

/** Up to `count` slots by day, spread a little: those of the weekend first, for the consumer would like one of them. */
export function pickSlots(free: readonly Slot[], timeZone: string, count: number): Slot[] {
  const isWeekend = ({ start }: Slot): boolean => WEEKEND.includes(weekdayOf(Date.parse(start), timeZone));
  const picked: Slot[] = [];
  const byDay = free.filter(({ start }) => isDaytime(Date.parse(start), timeZone));
  for (const slot of [...byDay.filter(isWeekend), ...byDay]) {
    const apart = picked.every(({ start }) => Math.abs(Date.parse(start) - Date.parse(slot.start)) >= APART_MS);
    if (apart && picked.length < count) picked.push(slot);
  }
  return picked.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

function isDaytime(ms: number, timeZone: string): boolean {
  const hour = Number(new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(ms));
  return hour >= DAYTIME.from && hour < DAYTIME.to;
}

function weekdayOf(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone }).format(ms);
}
