import type { SliceFixtures } from '#web/kit/fixtures.ts';

const REQUEST_ID = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';
const NOTHING = { body: { items: [], nextCursor: null } } as const;
const NOBODY = { body: { waves: 0, items: [], rejections: [], nextCursor: null } } as const;
const ONLY_READ = { never: 'it lists what is there and changes nothing' } as const;
const NO_LIST = { never: 'it is a form and has no list' } as const;

/** A request that was just sent: nobody has been asked. */
const SENT = {
  id: REQUEST_ID,
  consumerId: '01970e3b-11aa-7bcd-8e01-2f3a4b5c6d7e',
  rawInput: '',
  category: 'hair_beauty',
  serviceType: 'haircut',
  requirements: { specializations: [], description: '' },
  location: { city: 'Austin', neighborhood: null, lat: null, lng: null, maxDistanceKm: 15 },
  timing: { urgency: 'asap', preferredDates: [], preferredTimes: [], flexibility: null },
  budget: null,
  status: 'pending',
  statusHistory: [{ status: 'pending', at: '2026-03-01T12:00:00.000Z', note: null, actor: 'consumer' }],
  matchedProviders: [],
  selectedOfferId: null,
  bookingId: null,
  openOffers: 0,
  media: [],
  expiresAt: '2099-03-08T12:00:00.000Z',
  createdAt: '2026-03-01T12:00:00.000Z',
  allowedActions: ['edit', 'cancel'],
  links: { self: `/v1/requests/${REQUEST_ID}`, timeline: `/v1/requests/${REQUEST_ID}/timeline` },
} as const;

/** What somebody has asked for. */
export const fixtures: SliceFixtures = {
  requests: {
    as: 'consumer',
    states: {
      ready: { shows: 'Haircut in Austin' },
      loading: { answers: { listRequests: 'never' }, shows: 'Your requests' },
      empty: { answers: { listRequests: NOTHING }, shows: 'You have not asked for anything yet' },
      error: { answers: { listRequests: { problem: 'internal' } }, shows: 'Requests: the server has a problem' },
      offline: { answers: { listRequests: 'offline' }, shows: 'the server cannot be reached' },
      conflict: ONLY_READ,
    },
  },
  newRequest: {
    as: 'consumer',
    search: `?from=${REQUEST_ID}`,
    states: {
      ready: { shows: 'Send to providers' },
      loading: { answers: { getCatalog: 'never' }, shows: 'New request' },
      empty: NO_LIST,
      error: { answers: { getCatalog: { problem: 'internal' } }, shows: 'What you need: the server has a problem' },
      offline: { answers: { getCatalog: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        acts: [{ click: 'Send to providers' }],
        answers: { createRequest: { problem: 'quota_reached' } },
        shows: 'The request was not sent',
      },
    },
  },
  request: {
    as: 'consumer',
    params: { requestId: REQUEST_ID },
    states: {
      ready: { shows: '1 provider knows what you need' },
      loading: {
        answers: { getRequestMatches: 'never', getRequestTimeline: 'never' },
        shows: 'Waiting for offers',
      },
      empty: {
        answers: { getRequest: { body: SENT }, getRequestMatches: NOBODY, getRequestTimeline: NOTHING },
        shows: 'Nobody has been asked yet',
      },
      error: {
        answers: { getRequestMatches: { problem: 'internal' } },
        shows: 'Who was asked: the server has a problem',
      },
      offline: { answers: { getRequestTimeline: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        acts: [
          { click: 'Cancel the request' },
          { fill: 'Why?', with: 'My plans have changed.' },
          { click: 'Cancel the request' },
        ],
        answers: { cancelRequest: { problem: 'invalid_transition' } },
        shows: 'has changed in the meantime',
      },
    },
  },
};
