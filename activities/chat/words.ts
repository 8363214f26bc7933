import { findService } from '#domain/catalog.ts';
import { dayNumber } from '#domain/local-date.ts';
import { formatMoney, isCurrency } from '#domain/money.ts';

/** `Saturday, Nov 28, 2:00 PM`, by the clock of the zone. */
export function whenOf(instant: string, timeZone: string): string {
  const style = { weekday: 'long', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone }).format(new Date(instant));
}

/** `Sat, Nov 28`. */
export function dayOf(date: string): string {
  const style = { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-US', style).format(new Date(`${date}T12:00:00Z`));
}

/** `Sat, Nov 28 or Sun, Nov 29`; three days and more that follow each other are `Mon, Nov 23 to Sun, Nov 29`. */
export function daysOf(dates: readonly string[]): string {
  const runs: string[][] = [];
  for (const date of [...dates].sort()) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last !== undefined && dayNumber(date) === dayNumber(last) + 1) run.push(date);
    else runs.push([date]);
  }
  const words = runs.flatMap((run) =>
    run.length < 3 ? run.map(dayOf) : [`${dayOf(run[0] ?? '')} to ${dayOf(run.at(-1) ?? '')}`],
  );
  return listed(words, 'or');
}

/** `a, b and c`. */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** The title of a service in the middle of a sentence. */
export function serviceWords(name: unknown): string {
  const title = typeof name === 'string' ? (findService(name)?.title ?? name) : 'work';
  return title.toLowerCase();
}

/** `$60.00`; nothing when it is no amount of money. */
export function moneyWords(price: unknown): string {
  const { amount, currency } = (price ?? {}) as { amount?: unknown; currency?: unknown };
  if (typeof amount !== 'number' || typeof currency !== 'string' || !isCurrency(currency)) return 'an unknown price';
  return formatMoney({ amount, currency });
}

/** Words of a program for people: `curly_hair` is curly hair. */
export const plain = (word: string): string => word.replaceAll('_', ' ');
