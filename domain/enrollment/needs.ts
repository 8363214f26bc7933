import { findService, type ServiceTypeName } from '#domain/catalog.ts';
import type { EnrolledService, EnrollmentContent } from './types.ts';

export const ENROLLMENT_NEEDS = [
  'fullName',
  'email',
  'services',
  'location',
  'availability',
  'price',
  'licenseNumber',
  'photos',
] as const;
/** What an enrollment can still need before it is handed in. */
export type EnrollmentNeed = (typeof ENROLLMENT_NEEDS)[number];

/** One thing that is missing: of one service where it says so, and how many where they are counted. */
export interface Need {
  readonly field: EnrollmentNeed;
  readonly serviceType: ServiceTypeName | null;
  readonly count: number | null;
}

/** Everything that is missing, in the order in which it is asked for; empty when it can be handed in. */
export function needsOf(content: EnrollmentContent): Need[] {
  const { fullName, email, services, location, availability } = content;
  const whole: readonly (readonly [EnrollmentNeed, boolean])[] = [
    ['services', services.length > 0],
    ['location', location !== null],
    ['availability', Object.values(availability?.schedule ?? {}).some((windows) => windows.length > 0)],
    ['fullName', isThere(fullName)],
    ['email', isThere(email)],
  ];
  return [
    ...whole.flatMap(([field, has]) => (has ? [] : [{ field, serviceType: null, count: null }])),
    ...services.flatMap((service) => needsOfService(service, content)),
  ];
}

/** True when a person has to look before the work may be offered. */
export function needsLicense(services: readonly Pick<EnrolledService, 'serviceType'>[]): boolean {
  return services.some(({ serviceType }) => findService(serviceType)?.requiresLicense ?? false);
}

function needsOfService(
  { serviceType, price, licenseNumber }: EnrolledService,
  { photos }: Pick<EnrollmentContent, 'photos'>,
): Need[] {
  const service = findService(serviceType);
  const shown = photos.filter((photo) => photo.serviceType === serviceType).length;
  const lacking = Math.max(0, (service?.minPhotos ?? 0) - shown);
  const unlicensed = service?.requiresLicense === true && !isThere(licenseNumber);
  return [
    ...(price ? [] : [{ field: 'price', serviceType, count: null } as const]),
    ...(unlicensed ? [{ field: 'licenseNumber', serviceType, count: null } as const] : []),
    ...(lacking > 0 ? [{ field: 'photos', serviceType, count: lacking } as const] : []),
  ];
}

const isThere = (text: string | null): boolean => text !== null && text.trim() !== '';
