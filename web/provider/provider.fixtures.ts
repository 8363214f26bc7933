import type { SliceFixtures } from '#web/kit/fixtures.ts';

const PROVIDER_ID = '01970e2f-0a1b-7c2d-8e3f-405162738495';
const NOTHING = { body: { items: [], nextCursor: null } } as const;
const NO_TIMES = { body: { timezone: 'America/Chicago', items: [] } } as const;
const ONLY_READ = { never: 'it shows what is there and changes nothing' } as const;

const REVIEW = {
  id: '01970e70-1111-7222-8333-444455556666',
  rating: 4,
  comment: 'On time, and the curls are still there.',
  breakdown: { quality: 5, punctuality: 4 },
  response: null,
  bookingId: '01970e58-9abc-7def-8012-3456789abcde',
  providerId: PROVIDER_ID,
  consumerId: '01970e3b-11aa-7bcd-8e01-2f3a4b5c6d7e',
  side: 'consumer',
  status: 'published',
  createdAt: '2026-03-04T18:00:00.000Z',
  publishedAt: '2026-03-06T09:30:00.000Z',
  allowedActions: ['respond'],
  links: { self: '/v1/reviews/01970e70-1111-7222-8333-444455556666', booking: '/v1/bookings/1' },
};

/** What somebody else has saved meanwhile. */
const OTHER_HOURS = {
  revision: 4,
  availability: {
    timezone: 'America/Chicago',
    schedule: { tuesday: [{ start: '10:00', end: '14:00' }] },
    exceptions: [],
  },
};

/** Providers, as they see themselves and as others see them. */
export const fixtures: SliceFixtures = {
  hours: {
    as: 'provider',
    states: {
      ready: { shows: 'Every week' },
      loading: { answers: { listFreeSlots: 'never' }, shows: 'Every week' },
      empty: { answers: { listFreeSlots: NO_TIMES }, shows: 'No free time in the next' },
      error: {
        answers: { listFreeSlots: { problem: 'internal' } },
        shows: 'Your free times: the server has a problem',
      },
      offline: { answers: { listFreeSlots: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        acts: [{ click: 'Add hours on Monday' }, { click: 'Save the hours' }],
        answers: { listOffers: NOTHING, updateAvailability: { problem: 'stale_revision', info: OTHER_HOURS } },
        shows: 'Your hours were changed elsewhere meanwhile',
      },
    },
  },
  calendar: {
    as: 'provider',
    search: '?date=2026-03-03',
    states: {
      ready: { shows: 'Ada Example' },
      loading: { answers: { listBookings: 'never' }, shows: 'Change your hours' },
      empty: { answers: { listBookings: NOTHING }, shows: 'No bookings' },
      error: { answers: { listBookings: { problem: 'internal' } }, shows: 'the server has a problem' },
      offline: { answers: { listBookings: 'offline' }, shows: 'the server cannot be reached' },
      conflict: ONLY_READ,
    },
  },
  profile: {
    as: 'provider',
    states: {
      ready: { answers: { listReviews: { body: { items: [REVIEW], nextCursor: null } } }, shows: REVIEW.comment },
      loading: { answers: { listReviews: 'never' }, shows: 'How you can be booked' },
      empty: { answers: { listReviews: NOTHING }, shows: 'No reviews yet' },
      error: { answers: { listReviews: { problem: 'internal' } }, shows: 'Reviews: the server has a problem' },
      offline: { answers: { listReviews: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        acts: [
          { click: 'Respond' },
          { fill: 'Your response', with: 'Thank you, come again.' },
          { click: 'Publish the response' },
        ],
        answers: {
          listReviews: { body: { items: [REVIEW], nextCursor: null } },
          respondToReview: { problem: 'conflict' },
        },
        shows: 'It was not done',
      },
    },
  },
  publicProvider: {
    as: 'nobody',
    params: { providerId: PROVIDER_ID },
    states: {
      ready: { shows: 'Next free times' },
      loading: { answers: { listProviderReviews: 'never', listFreeSlots: 'never' }, shows: 'Next free times' },
      empty: { answers: { listProviderReviews: NOTHING, listFreeSlots: NO_TIMES }, shows: 'No reviews yet' },
      error: { answers: { listProviderReviews: { problem: 'internal' } }, shows: 'Reviews: the server has a problem' },
      offline: { answers: { listFreeSlots: 'offline' }, shows: 'the server cannot be reached' },
      conflict: ONLY_READ,
    },
  },
};
