/** One enrollment, told by the examples of the document. */
const ID = '01970e61-2b3c-7d4e-8f50-6172839405a6';
const APPLICANT = '01970e60-1a2b-7c3d-8e4f-5061728394a5';

const SERVICE = {
  serviceType: 'standard_cleaning' as const,
  name: 'A clean flat',
  description: 'All rooms, windows too.',
  durationMinutes: 120,
  price: { min: 8_000, max: 14_000, currency: 'USD' as const },
  licenseNumber: null,
};
const LOCATION = { city: 'Austin', neighborhood: null, lat: 30.2672, lng: -97.7431, serviceRadiusKm: 20 };
const AVAILABILITY = {
  timezone: 'America/Chicago',
  schedule: { monday: [{ start: '09:00', end: '17:00' }], saturday: [{ start: '10:00', end: '14:00' }] },
};

/** What the applicant begins with. */
export const CREATE_ENROLLMENT_EXAMPLE = { fullName: 'Ana Example', services: [SERVICE] };

/** What is written on; the rest stays. */
export const EDIT_ENROLLMENT_EXAMPLE = {
  revision: 1,
  email: 'ana@example.com',
  yearsExperience: 6,
  services: [SERVICE],
  specializations: ['pet_friendly'],
  location: LOCATION,
  availability: AVAILABILITY,
};

/** The enrollment as its applicant sees it when nothing is missing any more. */
export const ENROLLMENT_EXAMPLE = {
  id: ID,
  applicantId: APPLICANT,
  fullName: 'Ana Example',
  businessName: null,
  bio: '',
  yearsExperience: 6,
  email: 'ana@example.com',
  phone: null,
  address: null,
  services: [SERVICE],
  specializations: ['pet_friendly'],
  location: LOCATION,
  availability: AVAILABILITY,
  photos: [],
  status: 'draft' as const,
  revision: 2,
  missing: [],
  needsVerification: false,
  submittedAt: null,
  decideBy: null,
  decidedAt: null,
  rejectionReason: null,
  providerId: null,
  createdAt: '2026-03-01T12:00:00.000Z',
  allowedActions: ['edit' as const, 'submit' as const],
  links: { self: `/v1/enrollments/${ID}`, timeline: `/v1/enrollments/${ID}/timeline` },
};
