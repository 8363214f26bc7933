import { dayNumber } from '#domain/local-date.ts';
import { formatDate } from '#web/kit/format-time.ts';
import { plural } from '#web/kit/format.ts';
import { placeWords, plainWord, rangeWords, serviceTitle } from '#web/kit/request-words.ts';
import type { RequestBody } from './draft.ts';

/** `Haircut: curly hair, kids`. */
export function workWords(serviceType: string | undefined, special: readonly string[] = []): string {
  const title = serviceType === undefined ? '' : serviceTitle(serviceType);
  const details = special.map(plainWord).join(', ');
  return [title, details].filter((part) => part !== '').join(': ');
}

/** `Brooklyn, New York (up to 15 km away)`; nothing without a city. */
export function whereWords(
  place: { readonly city?: string; readonly neighborhood?: string | null } | null | undefined,
  reachKm?: number,
): string {
  if (!place?.city) return '';
  const where = placeWords({ city: place.city, neighborhood: place.neighborhood ?? null });
  return reachKm === undefined ? where : `${where} (up to ${reachKm} km away)`;
}

/** `as soon as possible`, `Sat, Nov 28 or Sun, Nov 29, in the morning`, `any day`. */
export function timingWords(timing: RequestBody['timing'], nowMs: number): string {
  if (!timing) return '';
  const { urgency, preferredDates = [], preferredTimes = [] } = timing;
  const days = preferredDates.length > 0 ? daysWords(preferredDates, nowMs) : '';
  const parts = [
    urgency === 'asap' ? 'As soon as possible' : days === '' ? 'Any day' : '',
    days,
    preferredTimes.length > 0 ? `in the ${either(preferredTimes)}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `Sat, Nov 28 or Sun, Nov 29`; three days and more in a row are `Mon, Nov 23 to Sun, Nov 29`. */
export function daysWords(dates: readonly string[], nowMs: number): string {
  const runs: string[][] = [];
  for (const date of dates.toSorted()) {
    const run = runs.at(-1);
    if (run && dayNumber(run.at(-1) ?? date) + 1 === dayNumber(date)) run.push(date);
    else runs.push([date]);
  }
  const words = runs.flatMap((run) => {
    const days = run.map((date) => formatDate(date, nowMs));
    return days.length < 3 ? days : [`${days[0]} to ${days.at(-1)}`];
  });
  return either(words);
}

/** `$60 to $80`, `up to $80`. */
export function budgetWords(budget: RequestBody['budget']): string {
  if (!budget) return '';
  const { min = 0, max, currency = 'USD' } = budget;
  return rangeWords({ min, max, currency });
}

/** `3 images`. */
export const imagesWords = (media: readonly string[] = []): string =>
  media.length === 0 ? '' : plural(media.length, { one: 'image', other: 'images' });

const disjunction = new Intl.ListFormat('en-US', { type: 'disjunction' });
const either = (words: readonly string[]): string => disjunction.format(words);
