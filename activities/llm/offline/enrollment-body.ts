import type { EnrollmentBody, EnrollmentSummary } from '#activities/chat/tools/enrollment.ts';
import { listed } from '#activities/chat/words.ts';
import { changedHours } from '#domain/availability/change.ts';
import { findService, type ServiceTypeName } from '#domain/catalog.ts';
import type { EnrollingRead } from '#domain/intake/enrolling.ts';
import type { KnownCity } from '#domain/intake/types.ts';

type Service = EnrollmentBody['services'][number];

/** What is written so far, approved or only prepared. */
type Written = Partial<
  Pick<EnrollmentBody, 'fullName' | 'email' | 'services' | 'specializations' | 'location' | 'availability'>
>;

interface Changes {
  /** The input of the tool; empty when there is nothing to write. */
  readonly input: Record<string, unknown>;
  /** What has to be asked before anything can be written. */
  readonly question?: string;
}

/** Asked when several prices were said, and nobody can tell for which service each of them is. */
export const WHICH_PRICE = 'Which price is for which service? Say it like “haircuts $40, hair color $90”.';
const DEFAULT_MINUTES = 60;
const DEFAULT_RADIUS_KM = 15;

/** What a sentence changes in what is written: lists grow, a price goes to the services that it was said with. */
export function changesOf(
  told: EnrollingRead,
  { enrollment, prepared, account }: EnrollmentSummary,
  { cities, timezone }: { readonly cities: readonly KnownCity[]; readonly timezone: string },
): Changes {
  const before: Written = { ...enrollment, ...(prepared as Written | null) };
  const services = servicesOf(told, before.services ?? []);
  const location = locationOf(told, before.location ?? null);
  const clock = told.timezone ?? cities.find(({ name }) => name === told.location?.city)?.timezone;
  const availability = hoursOf(told, before.availability ?? null, clock, timezone);
  const specializations = specialtiesOf(told, before, services);
  const input = {
    ...(told.fullName !== undefined && { fullName: told.fullName }),
    ...(told.yearsExperience !== undefined && { yearsExperience: told.yearsExperience }),
    ...(services && { services }),
    ...(specializations && { specializations }),
    ...(location && { location }),
    ...(availability && { availability }),
  };
  const email = told.email ?? (before.email == null ? (account.email ?? undefined) : undefined);
  const isAnything = Object.keys(input).length > 0 || told.email !== undefined;
  if (!isAnything) return { input: {}, question: questionOn(told, before) };
  return { input: { ...input, ...(email !== undefined && { email }) } };
}

/** Why nothing can be written of what was said. */
function questionOn(told: EnrollingRead, { services = [] }: Written): string {
  const [gone] = told.removed;
  if (gone) return `${findService(gone)?.title ?? gone} is not among your services.${unknownWork(told)}`;
  if (told.notOffered.length > 0) return unknownWork(told).trimStart();
  if (told.hours.isUnclear) return 'When do you work? Say it like “Monday to Friday 9 to 5”.';
  if (told.isPriceUnclear) return WHICH_PRICE;
  if (told.isPriceOpen) return 'Up to what price does it go? Say it like “$40 to $70”.';
  if (services.length === 0) return 'What do you want to offer? Name the service first.';
  return 'What of your enrollment does that change?';
}

function servicesOf(told: EnrollingRead, before: readonly Service[]): Service[] | undefined {
  const { durationMinutes, licenseNumber } = told;
  const kept = before.filter(({ serviceType }) => !told.removed.includes(serviceType));
  const named = told.services.filter((name) => kept.every(({ serviceType }) => serviceType !== name));
  const all = [...kept, ...named.map(newService)];
  if (all.length === 0) return before.length > 0 && kept.length < before.length ? [] : undefined;
  const isDetailed =
    told.price !== undefined || told.prices.length > 0 || durationMinutes !== undefined || licenseNumber !== undefined;
  if (named.length === 0 && kept.length === before.length && !isDetailed) return undefined;
  const meant = meantBy(told, all);
  const priceOf = (name: ServiceTypeName) =>
    told.prices.find(({ services }) => services.includes(name))?.price ?? (meant.has(name) ? told.price : undefined);
  return all.map((service) => ({
    ...service,
    price: priceOf(service.serviceType) ?? service.price,
    ...(durationMinutes !== undefined && meant.has(service.serviceType) && { durationMinutes }),
    ...(licenseNumber !== undefined && needsNumber(service, meant) && { licenseNumber }),
  }));
}

/** Those of a service that is taken away go with it, unless another one has them too. */
function specialtiesOf(
  told: EnrollingRead,
  { specializations: had = [] }: Written,
  services: readonly Service[] | undefined,
): string[] | undefined {
  const all = [...new Set([...had, ...told.specializations])];
  const of = (names: readonly ServiceTypeName[]) => names.flatMap((name) => findService(name)?.specializations ?? []);
  const kept: readonly string[] = of((services ?? []).map(({ serviceType }) => serviceType));
  const gone: readonly string[] = of(told.removed);
  const left = all.filter(
    (each) => !told.removedSpecialties.includes(each) && (!gone.includes(each) || kept.includes(each)),
  );
  return told.specializations.length > 0 || left.length < all.length ? left : undefined;
}

/** Says which of the work that was named nobody can offer here. */
export function unknownWork({ notOffered }: EnrollingRead): string {
  return notOffered.length === 0
    ? ''
    : ` The catalog has no service for ${listed(notOffered.map((each) => `“${each}”`))}.`;
}

/** The services that were named with it; else those without a price; else all. */
function meantBy({ services }: EnrollingRead, all: readonly Service[]): ReadonlySet<ServiceTypeName> {
  const open = all.filter(({ price }) => price === null).map(({ serviceType }) => serviceType);
  if (services.length > 0) return new Set(services);
  return new Set(open.length > 0 ? open : all.map(({ serviceType }) => serviceType));
}

function needsNumber({ serviceType, licenseNumber }: Service, meant: ReadonlySet<ServiceTypeName>): boolean {
  return (findService(serviceType)?.requiresLicense ?? false) && (licenseNumber === null || meant.has(serviceType));
}

function newService(serviceType: ServiceTypeName): Service {
  return {
    serviceType,
    name: null,
    description: '',
    durationMinutes: DEFAULT_MINUTES,
    price: null,
    licenseNumber: null,
  };
}

function locationOf(told: EnrollingRead, before: EnrollmentBody['location']): EnrollmentBody['location'] | undefined {
  const serviceRadiusKm = told.serviceRadiusKm ?? before?.serviceRadiusKm ?? DEFAULT_RADIUS_KM;
  if (told.location) {
    const { city, neighborhood = null } = told.location;
    return { city, neighborhood, lat: null, lng: null, serviceRadiusKm };
  }
  return before && told.serviceRadiusKm !== undefined ? { ...before, serviceRadiusKm } : undefined;
}

/** Hours are by the clock of the city, as far as that is known; a city that is named later brings its clock with it. */
function hoursOf(
  { hours, timezone: said }: EnrollingRead,
  before: EnrollmentBody['availability'],
  clock: string | undefined,
  usual: string,
): EnrollmentBody['availability'] | undefined {
  const timezone = clock ?? before?.timezone ?? usual;
  const had = { timezone, schedule: before?.schedule ?? {}, exceptions: [] };
  if (!hours.schedule) {
    const isMoved = before !== null && timezone !== before.timezone && (said !== undefined || clock !== undefined);
    return isMoved ? { ...before, timezone } : undefined;
  }
  const { schedule } = changedHours(had, { schedule: hours.schedule, adds: hours.adds, only: hours.only });
  const week = Object.entries(schedule).map(([day, windows]) => [day, windows.map((each) => ({ ...each }))]);
  return { timezone, schedule: Object.fromEntries(week) as NonNullable<typeof before>['schedule'] };
}
