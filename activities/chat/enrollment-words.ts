import type { Enrollment } from '#contracts/enrollments.ts';
import type { EnrolledHours, EnrolledService } from '#domain/enrollment/types.ts';
import type { Need } from '#domain/enrollment/needs.ts';
import type { z } from 'zod';
import { hoursWords } from './hours-words.ts';
import { listed, moneyWords, plain, serviceWords, whenOf } from './words.ts';

type EnrollmentBody = z.output<typeof Enrollment>;
type Body = Readonly<Record<string, unknown>>;

/** What of an enrollment is written, as far as it is. */
interface Written {
  readonly fullName?: string | null;
  readonly email?: string | null;
  readonly yearsExperience?: number | null;
  readonly services?: readonly EnrolledService[];
  readonly specializations?: readonly string[];
  readonly location?: {
    readonly city: string;
    readonly neighborhood?: string | null;
    readonly serviceRadiusKm?: number;
  } | null;
  readonly availability?: EnrolledHours | null;
  readonly photos?: readonly unknown[];
}

/** `Ana Lopez, ana (at) example (dot) com; haircut for $40.00 to $70.00; in Brooklyn, New York; Monday to Friday 9:00–17:00`. */
export function enrollmentWords(given: Body): string {
  const { fullName, email, yearsExperience, services, specializations, location, availability, photos } =
    given as Written;
  const who = [fullName, email == null ? '' : mailWords(email)]
    .filter((part) => part != null && part !== '')
    .join(', ');
  return [
    who,
    yearsExperience == null ? '' : `${yearsExperience} ${yearsExperience === 1 ? 'year' : 'years'} of experience`,
    services && services.length > 0 ? listed(services.map(offeredWords)) : '',
    specializations && specializations.length > 0 ? listed(specializations.map(plain)) : '',
    placeWords(location),
    availability ? hoursWords({ ...availability }, undefined) : '',
    photos && photos.length > 0 ? `${photos.length} ${photos.length === 1 ? 'photo' : 'photos'}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** `ana (at) example (dot) com`: people check their own address by it, and the filter of answers leaves no other form of one (`withoutLinks`). */
function mailWords(email: string): string {
  return email.replaceAll('@', ' (at) ').replaceAll('.', ' (dot) ');
}

/** `your full name, the hours in which you work and 3 photos of haircut`; nothing when nothing is missing. */
export function needsWords(needs: unknown): string {
  return listed((Array.isArray(needs) ? (needs as Need[]) : []).map(needWords));
}

const OF_ALL: Readonly<Record<Need['field'], string>> = {
  fullName: 'your full name',
  email: 'your mail address',
  services: 'what you offer',
  location: 'the city you work in',
  availability: 'the hours in which you work',
  price: 'the price',
  licenseNumber: 'the number of your licence',
  photos: 'photos',
};

function needWords({ field, serviceType, count }: Need): string {
  if (field === 'photos') return `${count} ${count === 1 ? 'photo' : 'photos'} of ${serviceWords(serviceType)}`;
  return serviceType === null ? OF_ALL[field] : `${OF_ALL[field]} for ${serviceWords(serviceType)}`;
}

/** What is about to be handed in, and who looks at it. */
export function handingInWords(about: Body): string {
  const { services = [], needsVerification } = about as { services?: EnrolledService[]; needsVerification?: boolean };
  const what = `I have prepared to hand in your enrollment for ${listed(services.map(offeredWords))}.`;
  const next = needsVerification
    ? 'An operator then looks at your licence, within a day.'
    : 'You are a provider at once then.';
  return `${what} ${next}`;
}

/** What an approved change has led to. */
export function savedWords(answer: Body): string {
  const { missing } = answer as Partial<EnrollmentBody>;
  const open = needsWords(missing);
  if (open === '') return 'Saved. Nothing is missing: say “submit” and I prepare to hand it in.';
  return `Saved. Before it can be handed in it still needs ${open}.`;
}

/** What handing in has led to, and what comes next. */
export function handedInWords(answer: Body, timezone: string): string {
  const { status, decideBy } = answer as Partial<EnrollmentBody>;
  if (status === 'verified') {
    return 'Done: you are verified, and a provider from now on. Requests that fit you come as leads; ask for them in a conversation as a provider.';
  }
  const until = decideBy == null ? '' : `, by ${whenOf(decideBy, timezone)}`;
  return `Done: it is handed in. An operator looks at your licence${until}. You are told as soon as it is decided.`;
}

/** How an enrollment stands, in a sentence or two. */
export function standingWords(enrollment: EnrollmentBody | null): string {
  if (!enrollment) return 'You have not begun to enroll. Tell me what you want to offer, and where.';
  const { status, missing, rejectionReason, decideBy, availability } = enrollment;
  const written = enrollmentWords(enrollment);
  const so = written === '' ? '' : ` So far: ${written}.`;
  const open = needsWords(missing);
  switch (status) {
    case 'draft':
      return `Your enrollment is a draft.${so} ${open === '' ? 'Nothing is missing: say “submit”.' : `It still needs ${open}.`}`;
    case 'rejected':
      return `Your enrollment was rejected: ${rejectionReason ?? 'no reason was given'}.${so} Change it and hand it in again.`;
    case 'pending':
      return 'Your enrollment is handed in and is being checked.';
    case 'pending_verification':
      return `Your enrollment waits for an operator${decideBy === null ? '' : `, who decides by ${whenOf(decideBy, availability?.timezone ?? 'UTC')}`}.`;
    case 'verified':
      return 'Your enrollment is verified: you are a provider.';
  }
}

function offeredWords({ serviceType, price, durationMinutes, licenseNumber }: EnrolledService): string {
  return [
    serviceWords(serviceType),
    price ? ` for ${priceWords(price)}` : '',
    ` in ${durationMinutes} minutes`,
    licenseNumber === null ? '' : ' with your licence',
  ].join('');
}

function priceWords({ min, max, currency }: NonNullable<EnrolledService['price']>): string {
  const most = moneyWords({ amount: max, currency });
  return min < max ? `${moneyWords({ amount: min, currency })} to ${most}` : most;
}

function placeWords(location: Written['location']): string {
  if (!location) return '';
  const { city, neighborhood, serviceRadiusKm } = location;
  const where = [neighborhood, city].filter((part) => part).join(', ');
  return `in ${where}${serviceRadiusKm === undefined ? '' : `, up to ${serviceRadiusKm} km away`}`;
}
