import { formatDate } from '#web/kit/format-time.ts';
import { plural } from '#web/kit/format.ts';
import { daysWords, either, placeWords, plainWord, rangeWords, serviceTitle } from '#web/kit/request-words.ts';
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
  const days = preferredDates.length > 0 ? daysWords(preferredDates, (date) => formatDate(date, nowMs)) : '';
  const parts = [
    urgency === 'asap' ? 'As soon as possible' : days === '' ? 'Any day' : '',
    days,
    preferredTimes.length > 0 ? `in the ${either(preferredTimes)}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
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
