/** The kinds of entries in a user's feed. `contracts/events.ts` says what each of them carries. */
export const FEED_TYPES = [
  'request:updated',
  'lead:new',
  'offer:new',
  'offer:updated',
  'booking:confirmed',
  'booking:updated',
  'review:requested',
  'enrollment:updated',
  'chat:response',
  'task:updated',
  'provider:updated',
] as const;
export type FeedType = (typeof FEED_TYPES)[number];

/** What `booking:updated` tells beside the status, where that is not what has changed. */
export const BOOKING_CHANGES = ['review_submitted', 'reviews_published', 'review_answered'] as const;
export type BookingChange = (typeof BOOKING_CHANGES)[number];

/** What `offer:updated` tells beside the status, where that is not what has changed. */
export const OFFER_CHANGES = ['slots_confirmed'] as const;
export type OfferChange = (typeof OFFER_CHANGES)[number];

/** Those that people are told of in words; the others only move what a client shows. */
export const NOTIFIED_TYPES = FEED_TYPES.filter((type) => type !== 'task:updated' && type !== 'provider:updated');
export type NotifiedType = (typeof NOTIFIED_TYPES)[number];
