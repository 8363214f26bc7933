import type { SliceFixtures } from '#web/kit/fixtures.ts';

const REQUEST_ID = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';
const SLOT = { start: '2099-03-03T15:00:00.000Z', end: '2099-03-03T16:00:00.000Z' };
const LATER_SLOT = { start: '2099-03-04T20:00:00.000Z', end: '2099-03-04T21:00:00.000Z' };

const OFFER = {
  id: '01970e40-7788-79aa-8bcc-ddeeff001122',
  requestId: REQUEST_ID,
  providerId: '01970e2f-0a1b-7c2d-8e3f-405162738495', // the one of the example of the matches
  serviceId: '01970e2f-0c3d-7e4f-8051-627384950a1b',
  serviceName: 'Curly cut',
  availableSlots: [SLOT, LATER_SLOT],
  timezone: 'America/Chicago',
  price: { amount: 4500, currency: 'USD' },
  policy: { freeUntilHours: 24, feeUntilHours: 2, feePercent: 50 },
  priceNotes: 'Includes a wash.',
  message: 'I cut curls dry; it takes an hour.',
  providerSnapshot: { name: 'Curl Corner', rating: 4.7, reviewCount: 31, portfolioSamples: [] },
  expiresAt: '2099-03-02T12:30:00.000Z',
  revision: 1,
  status: 'pending',
  bookingId: null,
  allowedActions: ['accept', 'decline'],
  createdAt: '2026-03-01T12:30:00.000Z',
};
const OTHER = {
  ...OFFER,
  id: '01970e40-7788-79aa-8bcc-ddeeff001123',
  providerId: '01970e2f-0a1b-7c2d-8e3f-405162738496',
  price: { amount: 5200, currency: 'USD' },
  priceNotes: null,
  message: null,
  providerSnapshot: { name: 'Wave and Comb', rating: null, reviewCount: 1, portfolioSamples: [] },
};
const CLOSED = { ...OTHER, id: '01970e40-7788-79aa-8bcc-ddeeff001124', status: 'withdrawn', allowedActions: [] };

const page = (...items: readonly object[]) => ({ body: { items, nextCursor: null } });
const [CHOOSE, BOOK] = [{ click: 'Choose a time' }, { click: 'Book' }] as const;

/** What providers offer for a request. */
export const fixtures: SliceFixtures = {
  offers: {
    as: 'consumer',
    params: { requestId: REQUEST_ID },
    states: {
      ready: { answers: { listRequestOffers: page(OFFER, OTHER, CLOSED) }, shows: 'Wave and Comb' },
      loading: { answers: { listRequestOffers: 'never' }, shows: 'Offers for your haircut in Austin' },
      empty: { answers: { listRequestOffers: page() }, shows: 'There is no open offer' },
      error: { answers: { listRequestOffers: { problem: 'internal' } }, shows: 'Offers: the server has a problem' },
      offline: { answers: { listRequestOffers: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        acts: [CHOOSE, BOOK],
        answers: {
          listRequestOffers: page({ ...OFFER, availableSlots: [SLOT] }),
          acceptOffer: {
            problem: 'stale_revision',
            info: {
              revision: 2,
              price: { amount: 5000, currency: 'USD' },
              priceNotes: 'Includes a wash.',
              availableSlots: [LATER_SLOT],
              expiresAt: OFFER.expiresAt,
            },
          },
        },
        shows: 'The provider has changed this offer',
      },
    },
  },
};
