import type { PageFixture, SliceFixtures, StateFixture } from '#web/kit/fixtures.ts';

const NOTHING = { body: { items: [], nextCursor: null } } as const;
const ONLY_READ = { never: 'it lists what is there and changes nothing' } as const;
const ONE_THING = { never: 'it shows one thing, which is there or is not' } as const;

const ACCOUNT_ID = '01970e60-1a2b-7c3d-8e4f-5061728394a5';
const ENROLLMENT_ID = '01970e61-2b3c-7d4e-8f50-6172839405a6';
const REQUEST_ID = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';
const BOOKING_ID = '01970e58-9abc-7def-8012-3456789abcde';

/** An enrollment that waits for an operator. */
const WAITING = {
  id: ENROLLMENT_ID,
  applicantId: ACCOUNT_ID,
  fullName: 'Ana Example',
  businessName: 'Ana’s Works',
  bio: 'Twelve years of kitchens and bathrooms.',
  yearsExperience: 12,
  email: 'ana@example.com',
  phone: '+1 512 555 0100',
  address: '1 Main Street, Austin',
  services: [
    {
      serviceType: 'leak_repair',
      name: null,
      description: 'On time, and cleaned up afterwards.',
      durationMinutes: 90,
      price: { min: 10_000, max: 30_000, currency: 'USD' },
      licenseNumber: 'TX-4711',
    },
  ],
  specializations: ['leaks'],
  location: { city: 'Austin', neighborhood: null, lat: 30.2672, lng: -97.7431, serviceRadiusKm: 20 },
  availability: { timezone: 'America/Chicago', schedule: { monday: [{ start: '09:00', end: '17:00' }] } },
  photos: [{ mediaId: '01970e62-3c4d-7e5f-9061-728394a5b6c7', serviceType: 'leak_repair' }],
  status: 'pending_verification',
  revision: 2,
  missing: [],
  needsVerification: true,
  submittedAt: '2026-03-02T12:00:00.000Z',
  decideBy: '2026-03-03T12:00:00.000Z',
  decidedAt: null,
  rejectionReason: null,
  providerId: null,
  createdAt: '2026-03-01T12:00:00.000Z',
  allowedActions: ['approve', 'reject'],
  links: {
    self: `/v1/enrollments/${ENROLLMENT_ID}`,
    timeline: `/v1/enrollments/${ENROLLMENT_ID}/timeline`,
    workflow: `http://127.0.0.1:8233/namespaces/default/workflows/enrollment%2F${ENROLLMENT_ID}`,
  },
} as const;
const ALL_WAITING = { body: { items: [WAITING], nextCursor: null } } as const;

/** A page that is one list: its operation, and what it shows with something and with nothing in it. */
function listPage(operationId: string, { title, ready, empty }: { title: string; ready: StateFixture; empty: string }) {
  return {
    as: 'admin',
    states: {
      ready,
      loading: { answers: { [operationId]: 'never' }, shows: title },
      empty: { answers: { [operationId]: NOTHING }, shows: empty },
      error: { answers: { [operationId]: { problem: 'internal' } }, shows: 'the server has a problem' },
      offline: { answers: { [operationId]: 'offline' }, shows: 'the server cannot be reached' },
      conflict: ONLY_READ,
    },
  } satisfies PageFixture;
}

/** What operators look at and do. */
export const fixtures: SliceFixtures = {
  desk: {
    as: 'admin',
    states: {
      ready: { answers: { listAllEnrollments: ALL_WAITING }, shows: 'Ana Example' },
      loading: { answers: { getDesk: 'never', listAllEnrollments: 'never' }, shows: 'Needs a person' },
      empty: {
        answers: { listAllEnrollments: NOTHING, listOverdueRuns: NOTHING, listOutbox: NOTHING },
        shows: 'Nothing needs you right now',
      },
      error: { answers: { getDesk: { problem: 'internal' } }, shows: 'In numbers: the server has a problem' },
      offline: { answers: { listOverdueRuns: 'offline' }, shows: 'the server cannot be reached' },
      conflict: ONLY_READ,
    },
  },
  deskEnrollments: listPage('listAllEnrollments', {
    title: 'Enrollments',
    ready: { answers: { listAllEnrollments: ALL_WAITING }, shows: 'Ana Example' },
    empty: 'No enrollment waits',
  }),
  deskEnrollment: {
    as: 'admin',
    params: { enrollmentId: ENROLLMENT_ID },
    states: {
      ready: { answers: { getEnrollment: { body: WAITING } }, shows: 'TX-4711' },
      loading: {
        answers: { getEnrollment: { body: WAITING }, getEnrollmentTimeline: 'never', getMediaContent: 'never' },
        shows: 'Your decision',
      },
      empty: {
        answers: {
          getEnrollment: { body: { ...WAITING, services: [], photos: [], availability: null } },
          getEnrollmentTimeline: NOTHING,
        },
        shows: 'No photos',
      },
      error: {
        answers: { getEnrollment: { body: WAITING }, getEnrollmentTimeline: { problem: 'internal' } },
        shows: 'What happened: the server has a problem',
      },
      offline: {
        answers: { getEnrollment: { body: WAITING }, getEnrollmentTimeline: 'offline' },
        shows: 'the server cannot be reached',
      },
      conflict: {
        answers: { getEnrollment: { body: WAITING }, approveEnrollment: { problem: 'invalid_transition' } },
        acts: [
          { click: 'Approve' },
          { fill: 'What you have looked at', with: 'The license is in the public register.' },
          { click: 'Approve the enrollment' },
        ],
        shows: 'It was not done',
      },
    },
  },
  deskAccounts: listPage('listAccounts', {
    title: 'Accounts',
    ready: { shows: 'Ada Example' },
    empty: 'No such account',
  }),
  deskAccount: {
    as: 'admin',
    params: { accountId: ACCOUNT_ID },
    states: {
      ready: { shows: 'Make an operator' },
      loading: {
        answers: { suspendAccount: 'never' },
        acts: [
          { click: 'Suspend' },
          { fill: 'Reason', with: 'Two providers report the same abuse.' },
          { click: 'Suspend the account' },
        ],
        shows: 'Suspend Ada Example?',
      },
      empty: ONE_THING,
      error: { answers: { getAccount: { problem: 'not_found' } }, shows: 'It is not there' },
      offline: { answers: { getAccount: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        answers: { suspendAccount: { problem: 'last_admin' } },
        acts: [
          { click: 'Suspend' },
          { fill: 'Reason', with: 'Two providers report the same abuse.' },
          { click: 'Suspend the account' },
        ],
        shows: 'It was not done: nobody would be left to operate',
      },
    },
  },
  deskAudit: listPage('listAudit', {
    title: 'Audit',
    ready: { shows: 'Two providers report the same abuse; ticket 4711.' },
    empty: 'No such entry',
  }),
  deskRuns: listPage('listOverdueRuns', {
    title: 'Stuck runs',
    ready: { shows: 'Booking should have completed' },
    empty: 'No stuck runs',
  }),
  deskRequest: {
    as: 'admin',
    params: { requestId: REQUEST_ID },
    states: {
      ready: { shows: 'Haircut in Austin' },
      loading: { answers: { listRequestOffers: 'never', getRequestTimeline: 'never' }, shows: 'Facts' },
      empty: { answers: { listRequestOffers: NOTHING, getRequestTimeline: NOTHING }, shows: 'No offers' },
      error: { answers: { listRequestOffers: { problem: 'internal' } }, shows: 'Offers: the server has a problem' },
      offline: { answers: { getRequestTimeline: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        answers: { cancelRequest: { problem: 'invalid_transition' } },
        acts: [
          { click: 'Cancel the request' },
          { fill: 'Reason', with: 'The client has asked for it.' },
          { click: 'Cancel the request' },
        ],
        shows: 'It was not done',
      },
    },
  },
  deskBooking: {
    as: 'admin',
    params: { bookingId: BOOKING_ID },
    states: {
      ready: { shows: 'What happened' },
      loading: { answers: { getBookingTimeline: 'never', getCancelQuote: 'never' }, shows: 'Facts' },
      empty: { answers: { getBookingTimeline: NOTHING }, shows: 'Nothing has happened yet' },
      error: {
        answers: { getBookingTimeline: { problem: 'internal' } },
        shows: 'What happened: the server has a problem',
      },
      offline: { answers: { getBookingTimeline: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        answers: { cancelBooking: { problem: 'invalid_transition' } },
        acts: [
          { click: 'Cancel the booking' },
          { fill: 'Reason', with: 'The client has asked for it.' },
          { click: 'Cancel the booking' },
        ],
        shows: 'It was not done',
      },
    },
  },
  deskPairs: listPage('listArrangedPairs', {
    title: 'Arranged pairs',
    ready: { shows: 'Completed within an hour' },
    empty: 'No pair stands out',
  }),
};
