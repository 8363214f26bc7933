import type { SliceFixtures } from '#web/kit/fixtures.ts';

const BOOKING_ID = '01970e58-9abc-7def-8012-3456789abcde';
const NOTHING = { body: { items: [], nextCursor: null } } as const;
const ONLY_READ = { never: 'it lists what is there and changes nothing' } as const;

const BOOKING = {
  id: BOOKING_ID,
  requestId: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  offerId: '01970e40-7788-79aa-8bcc-ddeeff001122',
  providerId: '01970e2f-0a1b-7c2d-8e3f-405162738495',
  consumerId: '0197a2b0-0000-7000-8000-00000000c0de', // who looks at it,
  serviceId: '01970e2f-0c3d-7e4f-8051-627384950a1b',
  serviceName: 'Curly cut',
  scheduledStart: '2099-03-03T15:00:00.000Z',
  scheduledEnd: '2099-03-03T16:00:00.000Z',
  timezone: 'America/Chicago',
  location: { type: 'provider_location', address: '12 Example Street, Austin', instructions: 'Ring twice.' },
  price: { amount: 4500, currency: 'USD' },
  provider: { name: 'Curl Corner', email: 'curl.corner@example.com', phone: '+1 512 555 0100' },
  consumer: { name: 'Ada Example', email: 'ada@example.com', phone: null },
  cancellation: null,
  completion: null,
  policy: { freeUntilHours: 24, feeUntilHours: 2, feePercent: 50 },
  status: 'confirmed',
  allowedActions: ['cancel'],
  links: { self: `/v1/bookings/${BOOKING_ID}`, timeline: `/v1/bookings/${BOOKING_ID}/timeline` },
  createdAt: '2026-03-01T13:00:00.000Z',
};
const COMPLETED = {
  ...BOOKING,
  scheduledStart: '2026-03-03T15:00:00.000Z',
  scheduledEnd: '2026-03-03T16:00:00.000Z',
  completion: {
    at: '2026-03-03T16:05:00.000Z',
    actualDurationMinutes: 65,
    finalPrice: { amount: 5000, currency: 'USD' },
    notes: 'Went well.',
  },
  status: 'completed',
  allowedActions: ['review'],
};

/** What is booked. */
export const fixtures: SliceFixtures = {
  bookings: {
    as: 'consumer',
    states: {
      ready: { answers: { listBookings: { body: { items: [BOOKING], nextCursor: null } } }, shows: 'Curly cut with' },
      loading: { answers: { listBookings: 'never' }, shows: 'Your bookings' },
      empty: { answers: { listBookings: NOTHING }, shows: 'Nothing is booked' },
      error: {
        answers: { listBookings: { problem: 'internal' } },
        shows: 'Bookings to come: the server has a problem',
      },
      offline: { answers: { listBookings: 'offline' }, shows: 'the server cannot be reached' },
      conflict: ONLY_READ,
    },
  },
  booking: {
    as: 'consumer',
    params: { bookingId: BOOKING_ID },
    states: {
      ready: { answers: { getBooking: { body: BOOKING } }, shows: 'Cancelling now costs you' },
      loading: {
        answers: { getBooking: { body: BOOKING }, getCancelQuote: 'never', getBookingTimeline: 'never' },
        shows: 'Curly cut with Curl Corner',
      },
      empty: {
        answers: { getBooking: { body: COMPLETED }, listReviews: NOTHING },
        shows: 'How was it with Curl Corner?',
      },
      error: {
        answers: { getBooking: { body: BOOKING }, getBookingTimeline: { problem: 'internal' } },
        shows: 'What happened: the server has a problem',
      },
      offline: {
        answers: { getBooking: { body: BOOKING }, getCancelQuote: 'offline' },
        shows: 'the server cannot be reached',
      },
      conflict: {
        acts: [
          { click: 'Cancel the booking' },
          { fill: 'Why?', with: 'My plans have changed.' },
          { click: 'Cancel for $22.50' },
        ],
        answers: { getBooking: { body: BOOKING }, cancelBooking: { problem: 'invalid_transition' } },
        shows: 'has changed in the meantime',
      },
    },
  },
};
