import { CATALOG_CURRENCY, categoryOf, isServiceTypeName } from '#domain/catalog.ts';
import type { Currency } from '#domain/money.ts';
import type { Flexibility, TimeOfDay, Urgency } from '#domain/preferences.ts';
import type { Schema } from '#web/api/client.ts';
import { digitsOf, toMinorUnits } from './format.ts';

/** A request as a form has it: nested as the API has it, so that the API's complaints find their fields. */
export interface RequestValues {
  readonly serviceType: string;
  readonly requirements: { readonly specializations: readonly string[]; readonly description: string };
  readonly location: { readonly city: string; readonly neighborhood: string; readonly maxDistanceKm: string };
  readonly timing: {
    readonly urgency: Urgency;
    readonly preferredDates: readonly string[];
    readonly preferredTimes: readonly TimeOfDay[];
    readonly flexibility: Flexibility;
  };
  /** Amounts as they are written: `80` or `79.50`; no budget where the upper one is empty. */
  readonly budget: {
    readonly min: string;
    readonly max: string;
    readonly currency: Currency;
    readonly flexibility: Flexibility;
  };
  readonly media: readonly string[];
}

export const NO_REQUEST: RequestValues = {
  serviceType: '',
  requirements: { specializations: [], description: '' },
  location: { city: '', neighborhood: '', maxDistanceKm: '15' },
  timing: { urgency: 'flexible', preferredDates: [''], preferredTimes: [], flexibility: 'strict' },
  budget: { min: '', max: '', currency: CATALOG_CURRENCY, flexibility: 'somewhat_flexible' },
  media: [],
};

/** What is missing or cannot be read, by its field; the API says the rest. */
export function requestErrors(values: RequestValues): Record<string, string> {
  const { serviceType, location, timing, budget } = values;
  const needsDate = timing.urgency === 'specific_date' && timing.preferredDates.every((date) => date === '');
  const errors: readonly (readonly [field: string, isWrong: boolean, message: string])[] = [
    ['serviceType', serviceType === '', 'Choose what you need.'],
    ['location.city', location.city.trim() === '', 'Say in which city.'],
    ['location.maxDistanceKm', numberOf(location.maxDistanceKm) === undefined, 'Say how many kilometres, such as 15.'],
    ['timing.preferredDates.0', needsDate, 'Choose a date.'],
    ['budget.min', isUnreadable(budget.min, budget.currency), 'Write an amount, such as 60.'],
    ['budget.max', isUnreadable(budget.max, budget.currency), 'Write an amount, such as 80.'],
    ['budget.max', budget.max.trim() === '' && budget.min.trim() !== '', 'Say how much at most.'],
  ];
  return Object.fromEntries(errors.filter(([, isWrong]) => isWrong).map(([field, , message]) => [field, message]));
}

/** The body that asks for it. The values have no errors. */
export function toRequestBody(values: RequestValues): Schema<'CreateRequest'> {
  const { serviceType, requirements, location, timing, budget, media } = values;
  if (!isServiceTypeName(serviceType)) throw new RangeError(`not in the catalog: ${serviceType}`);
  const { urgency, preferredTimes, flexibility } = timing;
  return {
    category: categoryOf(serviceType),
    serviceType,
    requirements: { ...requirements, specializations: [...requirements.specializations] },
    location: {
      city: location.city,
      ...(location.neighborhood.trim() !== '' && { neighborhood: location.neighborhood }),
      maxDistanceKm: numberOf(location.maxDistanceKm) ?? 0,
    },
    timing: {
      urgency,
      preferredDates: urgency === 'specific_date' ? timing.preferredDates.filter((date) => date !== '') : [],
      preferredTimes: [...preferredTimes],
      flexibility,
    },
    budget: toBudget(budget),
    ...(media.length > 0 && { media: [...media] }),
  };
}

/** What differs from the request as it is; undefined when nothing does. Coordinates stay as long as the place does. */
export function toEditBody(
  values: RequestValues,
  request: Schema<'ServiceRequest'>,
): Schema<'EditRequest'> | undefined {
  const before = toRequestBody(toRequestValues(request));
  const wanted = toRequestBody(values);
  const { category, serviceType, requirements, location, timing, budget, media = [] } = wanted;
  const differs = (name: keyof typeof wanted): boolean => !isSame(wanted[name], before[name]);
  const edit: Schema<'EditRequest'> = {
    ...(differs('serviceType') && { category, serviceType }),
    ...(differs('requirements') && requirements && { requirements }),
    ...(differs('location') && { location: { ...location, ...coordinatesOf(location, request) } }),
    ...(differs('timing') && timing && { timing }),
    ...(differs('budget') && budget !== undefined && { budget }),
    ...(differs('media') && { media }),
  };
  return Object.keys(edit).length === 0 ? undefined : edit;
}

function coordinatesOf({ city, neighborhood = null }: Schema<'RequestLocationInput'>, { location }: Placed) {
  const isSamePlace = city === location.city && neighborhood === location.neighborhood;
  return isSamePlace ? { lat: location.lat, lng: location.lng } : {};
}

type Placed = Pick<Schema<'ServiceRequest'>, 'location'>;

type Asked = Pick<
  Schema<'ServiceRequest'>,
  'serviceType' | 'requirements' | 'location' | 'timing' | 'budget' | 'media'
>;

/** The form of a request as it is. */
export function toRequestValues(request: Asked): RequestValues {
  const { serviceType, requirements, location, timing, budget, media } = request;
  return {
    serviceType,
    requirements,
    location: {
      city: location.city,
      neighborhood: location.neighborhood ?? '',
      maxDistanceKm: String(location.maxDistanceKm),
    },
    timing: {
      ...timing,
      preferredDates: timing.preferredDates.length > 0 ? timing.preferredDates : [''],
      flexibility: timing.flexibility ?? 'strict',
    },
    budget: budget
      ? {
          ...budget,
          min: budget.min === 0 ? '' : amountText(budget.min, budget.currency),
          max: amountText(budget.max, budget.currency),
        }
      : NO_REQUEST.budget,
    media,
  };
}

function toBudget({ min, max, currency, flexibility }: RequestValues['budget']): Schema<'CreateRequest'>['budget'] {
  const upper = toMinorUnits(max, currency);
  return upper === undefined ? null : { min: toMinorUnits(min, currency) ?? 0, max: upper, currency, flexibility };
}

function amountText(amount: number, currency: Currency): string {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(digits).replace(/\.0+$/, '');
}

const isUnreadable = (text: string, currency: Currency): boolean =>
  text.trim() !== '' && toMinorUnits(text, currency) === undefined;

function numberOf(text: string): number | undefined {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
