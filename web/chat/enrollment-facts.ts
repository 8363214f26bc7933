import { placeOfZone } from '#web/kit/format-time.ts';
import { formatDuration, formatList, formatMoneyRange, plural } from '#web/kit/format.ts';
import type { EnrollmentBody } from './draft.ts';
import { fact, type DraftFact } from './fact.ts';
import { weekWords } from './hours-words.ts';
import { plainWord, serviceTitle } from '#web/kit/request-words.ts';
import { whereWords } from './draft-request-words.ts';

/** What is written into an enrollment. */
export function enrollmentFacts(body: EnrollmentBody): DraftFact[] {
  const { yearsExperience, location, availability, photos = [], services = [], specializations = [] } = body;
  const years = yearsExperience == null ? undefined : plural(yearsExperience, { one: 'year', other: 'years' });
  const week = availability ? weekWords(availability.schedule) : [];
  return [
    fact('Full name', body.fullName ?? undefined, { field: 'fullName' }),
    fact('Business', body.businessName ?? undefined, { field: 'businessName' }),
    fact('About you', body.bio, { field: 'bio' }),
    fact('Experience', years, { field: 'yearsExperience' }),
    fact('Mail', body.email ?? undefined, { field: 'email' }),
    fact('Phone', body.phone ?? undefined, { field: 'phone' }),
    fact('Address', body.address ?? undefined, { field: 'address' }),
    fact('Services', services.map(enrolledServiceWords), { field: 'services' }),
    fact('Specialities', formatList(specializations.map(plainWord))),
    fact('Where', whereWords(location, location?.serviceRadiusKm), { field: 'where' }),
    ...week.map(([days, hours]) => fact(days, hours, { field: 'schedule' })),
    fact('Time zone', availability ? placeOfZone(availability.timezone) : undefined, { field: 'schedule' }),
    fact('Photos', photos.length === 0 ? undefined : plural(photos.length, { one: 'photo', other: 'photos' })),
  ];
}

/** `Haircut, $40 – $70, 45 min, with a licence`. */
export function enrolledServiceWords(service: NonNullable<EnrollmentBody['services']>[number]): string {
  const { serviceType, name, price, durationMinutes, licenseNumber } = service;
  return [
    name ?? serviceTitle(serviceType),
    price && formatMoneyRange(price.min, price.max, price.currency ?? 'USD'),
    durationMinutes && formatDuration(durationMinutes),
    licenseNumber && 'with a licence',
  ]
    .filter(Boolean)
    .join(', ');
}
