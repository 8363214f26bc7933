import { CATALOG_CURRENCY } from '#domain/catalog.ts';
import type { Schema } from '#web/api/client.ts';
import { digitsOf, toMinorUnits } from '#web/kit/format.ts';
import { toSchedule, toWeek, type Week } from '#web/kit/week.ts';
import type { DraftChanges, EnrollmentBody } from './draft.ts';

type Service = NonNullable<EnrollmentBody['services']>[number];
type Currency = Schema<'CurrencyCode'>;

/** A service as the form has it: amounts and minutes as they are written. */
export interface ServiceValues {
  readonly given: Service;
  readonly price: { readonly min: string; readonly max: string };
  readonly currency: Currency;
  readonly durationMinutes: string;
  readonly licenseNumber: string;
}

const TEXTS = ['fullName', 'businessName', 'bio', 'email', 'phone', 'address'] as const;
type TextField = (typeof TEXTS)[number];

/** What is prepared for an enrollment, as a form: only fields that the draft has. */
export interface EnrollmentValues extends Record<TextField, string> {
  readonly yearsExperience: string;
  readonly location: { readonly city: string; readonly neighborhood: string; readonly serviceRadiusKm: string };
  readonly services: readonly ServiceValues[];
  readonly availability: { readonly timezone: string; readonly schedule: Week };
}

export function enrollmentValues(body: EnrollmentBody, zone: string): EnrollmentValues {
  const { location, services = [], availability, yearsExperience } = body;
  return {
    ...(Object.fromEntries(TEXTS.map((name) => [name, body[name] ?? ''])) as Record<TextField, string>),
    yearsExperience: yearsExperience == null ? '' : String(yearsExperience),
    location: {
      city: location?.city ?? '',
      neighborhood: location?.neighborhood ?? '',
      serviceRadiusKm: String(location?.serviceRadiusKm ?? 15),
    },
    services: services.map(serviceValues),
    availability: { timezone: availability?.timezone ?? zone, schedule: toWeek(availability?.schedule ?? {}) },
  };
}

function serviceValues(given: Service): ServiceValues {
  const currency = given.price?.currency ?? CATALOG_CURRENCY;
  const text = (amount: number | undefined): string => {
    if (amount === undefined) return '';
    const digits = digitsOf(currency);
    return (amount / 10 ** digits).toFixed(digits).replace(/\.0+$/, '');
  };
  return {
    given,
    price: { min: text(given.price?.min), max: text(given.price?.max) },
    currency,
    durationMinutes: String(given.durationMinutes ?? 60),
    licenseNumber: given.licenseNumber ?? '',
  };
}

/** What cannot be read, by its field; the API says the rest. */
export function enrollmentErrors({ services, location, yearsExperience }: EnrollmentValues): Record<string, string> {
  const found: [string, string][] = services.flatMap(({ price, currency, durationMinutes }, at) => [
    ...(['min', 'max'] as const).flatMap((end): [string, string][] =>
      toMinorUnits(price[end], currency) === undefined
        ? [[`services.${at}.price.${end}`, 'Write an amount, such as 65.']]
        : [],
    ),
    ...(isNumber(durationMinutes)
      ? []
      : ([[`services.${at}.durationMinutes`, 'Write the minutes, such as 45.']] as [string, string][])),
  ]);
  if (!isNumber(location.serviceRadiusKm)) found.push(['location.serviceRadiusKm', 'Write how many kilometres.']);
  if (yearsExperience !== '' && !isNumber(yearsExperience)) found.push(['yearsExperience', 'Write a number.']);
  return Object.fromEntries(found);
}

/** What differs from the form as it was opened. */
export function enrollmentChanges(values: EnrollmentValues, opened: EnrollmentValues): DraftChanges {
  const differs = (name: keyof EnrollmentValues): boolean =>
    JSON.stringify(values[name]) !== JSON.stringify(opened[name]);
  const texts = TEXTS.filter(differs).map((name) => [name, values[name].trim() || (name === 'bio' ? '' : null)]);
  const { location, availability, services, yearsExperience } = values;
  const enrollment: NonNullable<DraftChanges['enrollment']> = {
    ...Object.fromEntries(texts),
    ...(differs('yearsExperience') && { yearsExperience: yearsExperience === '' ? null : Number(yearsExperience) }),
    ...(differs('location') && {
      location: {
        city: location.city.trim(),
        ...(location.neighborhood.trim() !== '' && { neighborhood: location.neighborhood.trim() }),
        serviceRadiusKm: Number(location.serviceRadiusKm),
      },
    }),
    ...(differs('services') && { services: services.map(toService) }),
    ...(differs('availability') && { availability: { ...availability, schedule: toSchedule(availability.schedule) } }),
  };
  return Object.keys(enrollment).length === 0 ? {} : { enrollment };
}

function toService({ given, price, currency, durationMinutes, licenseNumber }: ServiceValues): Service {
  const [min = 0, max = 0] = [toMinorUnits(price.min, currency), toMinorUnits(price.max, currency)];
  return {
    ...given,
    price: { min, max, currency },
    durationMinutes: Number(durationMinutes),
    licenseNumber: licenseNumber.trim() === '' ? null : licenseNumber.trim(),
  };
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
