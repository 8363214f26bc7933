import type { SliceFixtures } from '#web/kit/fixtures.ts';

const REQUEST_ID = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';
const OFFER_ID = '01970e40-7788-79aa-8bcc-ddeeff001122';
const NOTHING = { body: { items: [], nextCursor: null } } as const;
const ONLY_READ = { never: 'it lists what is there and changes nothing' } as const;
/** A time that is free, as its box is called. */
const FREE_TIME = 'Tuesday, March 3 at 9:00 AM to 10:00 AM Central Standard Time';

const OFFER = {
  id: OFFER_ID,
  requestId: REQUEST_ID,
  providerId: '01970e2f-0a1b-7c2d-8e3f-405162738495',
  serviceId: '01970e2f-0c3d-7e4f-8051-627384950a1b',
  serviceName: 'Curly cut',
  availableSlots: [
    { start: '2099-03-03T15:00:00.000Z', end: '2099-03-03T16:00:00.000Z' },
    { start: '2099-03-04T02:00:00.000Z', end: '2099-03-04T03:00:00.000Z', outsideHours: true },
  ],
  timezone: 'America/Chicago',
  price: { amount: 6500, currency: 'USD' },
  policy: { freeUntilHours: 24, feeUntilHours: 2, feePercent: 50 },
  priceNotes: 'Washing included.',
  message: 'I cut curls dry; it takes an hour.',
  providerSnapshot: { name: 'Curl Corner', rating: 4.7, reviewCount: 31, portfolioSamples: [] },
  expiresAt: '2099-03-02T12:30:00.000Z',
  revision: 1,
  status: 'pending',
  bookingId: null,
  allowedActions: ['withdraw'],
  createdAt: '2026-03-01T12:30:00.000Z',
};

/** What providers are asked for, and what they offer. */
export const fixtures: SliceFixtures = {
  leads: {
    as: 'provider',
    states: {
      ready: { shows: 'Haircut in Austin' },
      loading: { answers: { listLeads: 'never' }, shows: 'Requests near you' },
      empty: { answers: { listLeads: NOTHING }, shows: 'No leads yet' },
      error: { answers: { listLeads: { problem: 'internal' } }, shows: 'Leads: the server has a problem' },
      offline: { answers: { listLeads: 'offline' }, shows: 'the server cannot be reached' },
      conflict: ONLY_READ,
    },
  },
  lead: {
    as: 'provider',
    params: { requestId: REQUEST_ID },
    states: {
      ready: { shows: 'Only the times of day that they asked for' },
      loading: { answers: { getOwnProvider: 'never' }, shows: 'What they ask for' },
      empty: {
        answers: { listFreeSlots: { body: { timezone: 'America/Chicago', items: [] } } },
        shows: 'You have no free times in these days.',
      },
      error: {
        answers: { getOwnProvider: { problem: 'internal' } },
        shows: 'Make an offer: the server has a problem',
      },
      offline: { answers: { listFreeSlots: 'offline' }, shows: 'Your free times: the server cannot be reached' },
      conflict: {
        acts: [{ click: FREE_TIME, role: 'checkbox' }, { click: 'Send the offer' }],
        answers: { submitOffer: { problem: 'slot_not_free' } },
        shows: 'One of these times is not free any more',
      },
    },
  },
  ownOffers: {
    as: 'provider',
    states: {
      ready: { answers: { listOffers: { body: { items: [OFFER], nextCursor: null } } }, shows: 'Washing included.' },
      loading: { answers: { listOffers: 'never' }, shows: 'Offers' },
      empty: { answers: { listOffers: NOTHING }, shows: 'You have made no offers yet' },
      error: { answers: { listOffers: { problem: 'internal' } }, shows: 'Offers: the server has a problem' },
      offline: { answers: { listOffers: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        acts: [{ click: 'Withdraw' }, { click: 'Withdraw the offer' }],
        answers: {
          listOffers: { body: { items: [OFFER], nextCursor: null } },
          withdrawOffer: { problem: 'offer_closed' },
        },
        shows: 'It was not done',
      },
    },
  },
};
