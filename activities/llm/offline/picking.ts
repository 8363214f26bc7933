import type { Slot } from '#contracts/common.ts';
import type { Ordinal, SpokenSlot } from '#domain/intake/intent-types.ts';

/** The one of a list that was meant; the only one when none was named. */
export function pick<Item>(
  items: readonly Item[],
  ordinal: Ordinal | undefined,
  priceOf?: (item: Item) => number,
): Item | undefined {
  if (ordinal === undefined) return items.length === 1 ? items[0] : undefined;
  if (ordinal === 'last') return items.at(-1);
  if (ordinal === 'cheapest') return priceOf && items.toSorted((a, b) => priceOf(a) - priceOf(b))[0];
  return items[ordinal - 1];
}

/** The slots that begin when somebody said, by the clock of the zone, and no others: nothing fits words that come to no day. */
export function slotsAt(slots: readonly Slot[], spoken: SpokenSlot | undefined, timezone: string): Slot[] {
  if (!spoken) return [...slots];
  if (spoken.unknownDay) return [];
  const { time, orTime, hours } = spoken;
  const onDay = slots
    .map((slot) => ({ slot, at: localOf(slot.start, timezone) }))
    .filter(({ at }) => isOnDay(at.date, spoken));
  if (time === undefined && hours === undefined) return onDay.map(({ slot }) => slot);
  for (const exact of [time, orTime]) {
    const fitting = onDay.filter(({ at }) => at.time === exact);
    if (fitting.length > 0) return fitting.map(({ slot }) => slot);
  }
  return onDay
    .filter(({ at }) => hours?.some(({ from, to }) => from <= at.time && at.time < to))
    .map(({ slot }) => slot);
}

function isOnDay(day: string, { date, dates, notDates = [] }: SpokenSlot): boolean {
  const named = date === undefined ? dates : [date];
  return (named === undefined || named.includes(day)) && !notDates.includes(day);
}

function localOf(instant: string, timeZone: string): { date: string; time: string } {
  const style = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-CA', { ...style, hourCycle: 'h23', timeZone });
  const part = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}
