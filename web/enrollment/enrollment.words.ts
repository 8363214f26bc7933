import type { Schema } from '#web/api/client.ts';
import { formatDuration, formatList, formatMoneyRange, plural } from '#web/kit/format.ts';
import { plainWord, placeWords, serviceTitle } from '#web/kit/request-words.ts';
import { dayWords, windowsWords } from '#web/kit/week.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import type { EnrollmentField, EnrollmentFields } from './fields.ts';

type Missing = Schema<'MissingInEnrollment'>;

/** The steps of the wizard, in order. */
export const STEPS = ['services', 'place', 'hours', 'about', 'photos', 'submit'] as const;
export type StepName = (typeof STEPS)[number];

export const STEP_TITLES: Record<StepName, string> = {
  services: 'Services',
  place: 'Area',
  hours: 'Hours',
  about: 'About you',
  photos: 'Photos',
  submit: 'Check and submit',
};

const STEP_OF: Record<Missing['field'], StepName> = {
  services: 'services',
  price: 'services',
  licenseNumber: 'services',
  location: 'place',
  availability: 'hours',
  fullName: 'about',
  email: 'about',
  photos: 'photos',
};

/** The step in which something that is missing is entered. */
export const stepOf = ({ field }: Pick<Missing, 'field'>): StepName => STEP_OF[field];

/** The step that the address names; the first one if it names none. */
export const stepNamed = (name: string | undefined): StepName => STEPS.find((each) => each === name) ?? 'services';

/** What is missing, as a task: "Add 2 photos of Haircut". */
export function missingWords({ field, serviceType, count }: Missing): string {
  const service = serviceType === null ? '' : serviceTitle(serviceType);
  const words: Record<Missing['field'], string> = {
    services: 'Choose at least one service',
    price: `Set the price of ${service}`,
    licenseNumber: `Enter your license number for ${service}`,
    location: 'Say where you work',
    availability: 'Say when you work',
    fullName: 'Enter your name',
    email: 'Enter your mail address',
    photos: `Add ${plural(count ?? 1, { one: 'photo', other: 'photos' })} of ${service}`,
  };
  return words[field];
}

export const FIELD_WORDS: Record<EnrollmentField, string> = {
  services: 'Services',
  specializations: 'Specializations',
  location: 'Area',
  availability: 'Hours',
  fullName: 'Name',
  businessName: 'Business name',
  email: 'Mail address',
  phone: 'Phone',
  address: 'Address',
  bio: 'About your work',
  yearsExperience: 'Years of experience',
  photos: 'Photos',
};

/** What stands in a field, in words that can be compared. */
export function valueWords(fields: EnrollmentFields, field: EnrollmentField): string {
  const { services, specializations, location, photos } = fields;
  const words: Record<EnrollmentField, string | number | null> = {
    ...fields,
    services: services.map(serviceWords).join('; '),
    specializations: formatList(specializations.map(plainWord)),
    location: location ? `${placeWords(location)}, up to ${location.serviceRadiusKm} km` : '',
    availability: hoursWords(fields),
    photos: plural(photos.length, { one: 'photo', other: 'photos' }),
  };
  return String(words[field] ?? '') || '–';
}

function hoursWords({ availability }: EnrollmentFields): string {
  if (!availability) return '';
  const { schedule, timezone } = availability;
  const worked = WEEKDAYS.filter((day) => schedule[day]?.length);
  if (worked.length === 0) return '';
  return [...worked.map((day) => `${dayWords(day)} ${windowsWords(schedule[day] ?? [])}`), timezone].join('; ');
}

function serviceWords({ serviceType, name, durationMinutes, price }: EnrollmentFields['services'][number]): string {
  const cost = price ? formatMoneyRange(price.min, price.max, price.currency) : 'no price';
  return `${name ?? serviceTitle(serviceType)} (${cost}, ${formatDuration(durationMinutes)})`;
}
