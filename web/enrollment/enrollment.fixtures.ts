import type { SliceFixtures } from '#web/kit/fixtures.ts';

const ENROLLMENT_ID = '01970e61-2b3c-7d4e-8f50-6172839405a6';
const NOTHING = { body: { items: [], nextCursor: null } } as const;

const DRAFT = {
  id: ENROLLMENT_ID,
  applicantId: '0197a2b0-0000-7000-8000-00000000c0de', // who looks at it
  fullName: 'Ana Example',
  businessName: null,
  bio: '',
  yearsExperience: 6,
  email: 'ana@example.com',
  phone: null,
  address: null,
  services: [
    {
      serviceType: 'haircut',
      name: null,
      description: '',
      durationMinutes: 90,
      price: { min: 4_000, max: 7_050, currency: 'USD' },
      licenseNumber: null,
    },
  ],
  specializations: ['curly_hair'],
  location: { city: 'Austin', neighborhood: null, lat: null, lng: null, serviceRadiusKm: 20 },
  availability: { timezone: 'America/Chicago', schedule: { monday: [{ start: '09:00', end: '17:00' }] } },
  photos: [],
  status: 'draft',
  revision: 2,
  missing: [{ field: 'photos', serviceType: 'haircut', count: 3 }],
  needsVerification: false,
  submittedAt: null,
  decideBy: null,
  decidedAt: null,
  rejectionReason: null,
  providerId: null,
  createdAt: '2026-03-01T12:00:00.000Z',
  allowedActions: ['edit'],
  links: { self: `/v1/enrollments/${ENROLLMENT_ID}`, timeline: `/v1/enrollments/${ENROLLMENT_ID}/timeline` },
};
const EMPTY = {
  ...DRAFT,
  services: [],
  specializations: [],
  location: null,
  availability: null,
  missing: [{ field: 'services', serviceType: null, count: null }],
};
const WAITING = {
  ...DRAFT,
  services: [{ ...DRAFT.services[0], serviceType: 'leak_repair', licenseNumber: 'TX-1234' }],
  needsVerification: true,
  status: 'pending_verification',
  missing: [],
  allowedActions: [],
  submittedAt: '2026-03-01T13:00:00.000Z',
  decideBy: '2099-03-02T13:00:00.000Z',
};

/** The way from an account to a provider. */
export const fixtures: SliceFixtures = {
  becomeProvider: {
    as: 'consumer',
    states: {
      ready: { shows: 'You have started already' },
      loading: { answers: { listEnrollments: 'never' }, shows: 'Become a provider' },
      empty: { answers: { listEnrollments: NOTHING }, shows: 'It takes about ten minutes' },
      error: {
        answers: { listEnrollments: { problem: 'internal' } },
        shows: 'Your enrollment: the server has a problem',
      },
      offline: { answers: { listEnrollments: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        acts: [{ click: 'Start' }],
        answers: { listEnrollments: NOTHING, createEnrollment: { problem: 'already_provider' } },
        shows: 'The enrollment was not started',
      },
    },
  },
  enrollment: {
    as: 'consumer',
    params: { enrollmentId: ENROLLMENT_ID },
    states: {
      ready: { answers: { getEnrollment: { body: DRAFT } }, shows: 'How long it takes' },
      loading: {
        answers: { getEnrollment: { body: WAITING }, getEnrollmentTimeline: 'never' },
        shows: 'An operator checks your license',
      },
      empty: { answers: { getEnrollment: { body: EMPTY } }, shows: 'Hair and beauty' },
      error: {
        answers: { getEnrollment: { body: DRAFT }, getCatalog: { problem: 'internal' } },
        shows: 'The catalog: the server has a problem',
      },
      offline: {
        answers: { getEnrollment: { body: DRAFT }, getCatalog: 'offline' },
        shows: 'the server cannot be reached',
      },
      conflict: {
        acts: [{ click: 'Haircut', role: 'checkbox' }],
        answers: { getEnrollment: { body: DRAFT }, editEnrollment: { problem: 'invalid_transition' } },
        shows: 'Your changes are not saved',
      },
    },
  },
};
