import { BOOKING_EXAMPLE } from './examples.ts';

const REVIEW = '01970f10-2b3c-7d4e-8f50-61728394a5b7';
const BREAKDOWN = { quality: 5, punctuality: 4 };

/** What the consumer of the booking of the other examples sends. */
export const SUBMIT_REVIEW_EXAMPLE = {
  bookingId: BOOKING_EXAMPLE.id,
  rating: 5,
  comment: 'Great cut, and very punctual.',
  breakdown: BREAKDOWN,
};

export const RESPOND_EXAMPLE = { text: 'Thank you, see you in spring.' };

export const REVIEW_RESPONSE_EXAMPLE = { ...RESPOND_EXAMPLE, at: '2026-03-09T08:00:00.000Z' };

const { bookingId, ...SAID } = SUBMIT_REVIEW_EXAMPLE;

/** The review as its author sees it while the other side has not written. */
export const OWN_REVIEW_EXAMPLE = {
  id: REVIEW,
  ...SAID,
  response: null,
  bookingId,
  providerId: BOOKING_EXAMPLE.providerId,
  consumerId: BOOKING_EXAMPLE.consumerId,
  side: 'consumer',
  status: 'submitted',
  createdAt: '2026-03-04T18:00:00.000Z',
  publishedAt: null,
  allowedActions: [],
  links: { self: `/v1/reviews/${REVIEW}`, booking: `/v1/bookings/${bookingId}` },
};

/** The same as its subject sees it once it has a response. */
export const ANSWERED_REVIEW_EXAMPLE = {
  ...OWN_REVIEW_EXAMPLE,
  status: 'published',
  publishedAt: '2026-03-06T09:30:00.000Z',
  response: REVIEW_RESPONSE_EXAMPLE,
};

/** The same as anybody sees it. */
export const PUBLISHED_REVIEW_EXAMPLE = {
  id: REVIEW,
  ...SAID,
  response: REVIEW_RESPONSE_EXAMPLE,
  publishedAt: ANSWERED_REVIEW_EXAMPLE.publishedAt,
};
