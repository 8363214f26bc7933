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

/** The slots that begin when somebody said, by the clock of the zone. */
export function slotsAt(slots: readonly Slot[], spoken: SpokenSlot | undefined, timezone: string): Slot[] {
  if (!spoken) return [...slots];
  const exact = slots.filter(({ start }) => isAt(start, spoken, timezone));
  if (exact.length > 0 || spoken.time === undefined) return exact;
  const later = inTheAfternoon(spoken.time);
  return later === undefined ? [] : slots.filter(({ start }) => isAt(start, { ...spoken, time: later }, timezone));
}

function isAt(start: string, { date, time }: SpokenSlot, timezone: string): boolean {
  const local = localOf(start, timezone);
  return (date === undefined || local.date === date) && (time === undefined || local.time === time);
}

/** Nobody has hair cut at two in the night: "at two" is 14:00 when there is nothing at 02:00. */
function inTheAfternoon(time: string): string | undefined {
  const hour = Number(time.slice(0, 2));
  return hour < 12 ? `${String(hour + 12).padStart(2, '0')}${time.slice(2)}` : undefined;
}

function localOf(instant: string, timeZone: string): { date: string; time: string } {
  const style = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-CA', { ...style, hourCycle: 'h23', timeZone });
  const part = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}
