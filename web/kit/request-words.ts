import type { Schema } from '#web/api/client.ts';
import { findService } from '#domain/catalog.ts';
import { dayNumber } from '#domain/local-date.ts';
import type { Money } from '#domain/money.ts';
import type { Flexibility, TimeOfDay } from '#domain/preferences.ts';
import { formatDistance, formatMoney } from './format.ts';

type Asked = Pick<Schema<'ServiceRequest'>, 'serviceType' | 'location' | 'timing' | 'budget'>;
type Place = Pick<Schema<'ServiceRequest'>['location'], 'city' | 'neighborhood'>;
type Timing = Schema<'ServiceRequest'>['timing'];
type Budget = NonNullable<Schema<'ServiceRequest'>['budget']>;

/** `Haircut in Brooklyn`. */
export function requestTitle({ serviceType, location }: { serviceType: string; location: Place }): string {
  return `${serviceTitle(serviceType)} in ${location.neighborhood ?? location.city}`;
}

/** A service of the catalog as people call it. */
export function serviceTitle(serviceType: string): string {
  return findService(serviceType)?.title ?? plainWord(serviceType);
}

/** `curly_hair` as it is read: `curly hair`. */
export const plainWord = (name: string): string => name.replaceAll('_', ' ');

/** `Brooklyn, New York`. */
export function placeWords({ city, neighborhood }: Place): string {
  return neighborhood === null || neighborhood === undefined ? city : `${neighborhood}, ${city}`;
}

/** `1 km or less`: how far two people are apart is never told more closely. */
export const distanceWords = (km: number): string => (km <= 1 ? '1 km or less' : formatDistance(km));

export const FLEXIBILITY_WORDS: Record<Flexibility, string> = {
  strict: 'exactly',
  somewhat_flexible: 'somewhat flexible',
  flexible: 'flexible',
};

export const TIME_OF_DAY_WORDS: Record<TimeOfDay, string> = {
  morning: 'in the morning',
  afternoon: 'in the afternoon',
  evening: 'in the evening',
};

/** `Sat, Nov 28 or Sun, Nov 29, in the afternoon`. */
export function timingWords({ urgency, preferredDates, preferredTimes, flexibility }: Timing): string {
  const days = urgency === 'specific_date' && preferredDates.length > 0 ? daysWords(preferredDates) : undefined;
  const when = days ?? (urgency === 'asap' ? 'as soon as possible' : 'any day');
  const times = preferredTimes.length === 0 ? [] : [either(preferredTimes.map((time) => TIME_OF_DAY_WORDS[time]))];
  const bend = flexibility === null || flexibility === 'strict' ? [] : [FLEXIBILITY_WORDS[flexibility]];
  return [when, ...times, ...bend].join(', ');
}

/** `Sat, Nov 28 or Sun, Nov 29`; three days and more in a row are `Mon, Nov 23 to Sun, Nov 29`. */
export function daysWords(given: readonly string[], say: (date: string) => string = dayOf): string {
  const runs: string[][] = [];
  for (const date of given.toSorted()) {
    const run = runs.at(-1);
    if (run && dayNumber(run.at(-1) ?? date) + 1 === dayNumber(date)) run.push(date);
    else runs.push([date]);
  }
  const words = runs.flatMap((run) => {
    const days = run.map(say);
    return days.length < 3 ? days : [`${days[0]} to ${days.at(-1)}`];
  });
  return either(words);
}

/** `$60 to $80, somewhat flexible`; undefined without a budget. */
export function budgetWords(budget: Asked['budget']): string | undefined {
  if (!budget) return undefined;
  const { flexibility } = budget;
  return [rangeWords(budget), ...(flexibility === 'strict' ? ['not more'] : [FLEXIBILITY_WORDS[flexibility]])].join(
    ', ',
  );
}

/** `$60 to $80`, or `up to $80`. */
export function rangeWords({ min, max, currency }: Pick<Budget, 'min' | 'max' | 'currency'>): string {
  const upper = roundMoney({ amount: max, currency });
  if (min === 0) return `up to ${upper}`;
  return min === max ? upper : `${roundMoney({ amount: min, currency })} to ${upper}`;
}

/** Money without the cents that it does not have: `$60`. Prices keep theirs. */
export const roundMoney = (money: Money): string => formatMoney(money).replace(/\.0+$/, '');

const dates = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' });
const dayOf = (date: string): string => dates.format(new Date(`${date}T00:00:00Z`));
export const either = (words: readonly string[]): string =>
  new Intl.ListFormat('en-US', { type: 'disjunction' }).format(words);
