import { expect } from 'chai';
import fc from 'fast-check';
import { SERVICE_TYPE_NAMES, findService } from '#domain/catalog.ts';
import { needsLicense, needsOf } from './needs.ts';
import type { EnrolledService, EnrollmentContent } from './types.ts';

const NOTHING: EnrollmentContent = {
  fullName: null,
  email: null,
  services: [],
  location: null,
  availability: null,
  photos: [],
};

const service = (serviceType: EnrolledService['serviceType'], changes: Partial<EnrolledService> = {}) => ({
  serviceType,
  name: null,
  description: '',
  durationMinutes: 60,
  price: { min: 4_000, max: 7_000, currency: 'USD' as const },
  licenseNumber: 'L-1234',
  ...changes,
});

const photos = (serviceType: EnrolledService['serviceType'], count: number) =>
  Array.from({ length: count }, () => ({ serviceType }));

const COMPLETE: EnrollmentContent = {
  fullName: 'Ana Lopez',
  email: 'ana@example.com',
  services: [service('haircut'), service('leak_repair')],
  location: { city: 'New York' },
  availability: { timezone: 'America/New_York', schedule: { monday: [{ start: '09:00', end: '17:00' }] } },
  photos: [...photos('haircut', 3), ...photos('leak_repair', 2)],
};

describe('needsOf', () => {
  it('names everything that an empty enrollment lacks, in the order in which it is asked', () => {
    expect(needsOf(NOTHING).map(({ field }) => field)).to.deep.equal([
      'services',
      'location',
      'availability',
      'fullName',
      'email',
    ]);
  });

  it('names nothing of a complete one', () => {
    expect(needsOf(COMPLETE)).to.deep.equal([]);
  });

  it('takes blanks, a week without hours and photos of another service for nothing', () => {
    const lacking = {
      ...COMPLETE,
      fullName: '  ',
      services: [service('haircut'), service('leak_repair', { licenseNumber: ' ', price: null })],
      availability: { timezone: 'UTC', schedule: { monday: [] } },
      photos: photos('hair_color', 9),
    };
    expect(needsOf(lacking)).to.deep.equal([
      { field: 'availability', serviceType: null, count: null },
      { field: 'fullName', serviceType: null, count: null },
      { field: 'photos', serviceType: 'haircut', count: 3 },
      { field: 'price', serviceType: 'leak_repair', count: null },
      { field: 'licenseNumber', serviceType: 'leak_repair', count: null },
      { field: 'photos', serviceType: 'leak_repair', count: 2 },
    ]);
  });

  it('asks for exactly as many photos, and for licences of exactly those services, as the catalog does', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...SERVICE_TYPE_NAMES)), (names) => {
        const services = names.map((name) => service(name, { licenseNumber: null }));
        const needs = needsOf({ ...COMPLETE, services, photos: [] });
        const counted = needs.reduce((sum, { field, count }) => sum + (field === 'photos' ? (count ?? 0) : 0), 0);
        const wanted = names.reduce((sum, name) => sum + (findService(name)?.minPhotos ?? 0), 0);
        expect(counted).to.equal(wanted);
        const licensed = needs.filter(({ field }) => field === 'licenseNumber').map(({ serviceType }) => serviceType);
        expect(licensed).to.deep.equal(names.filter((name) => findService(name)?.requiresLicense));
        expect(needsLicense(services)).to.equal(licensed.length > 0);
      }),
    );
  });
});
