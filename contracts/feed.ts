/** The kinds of entries in a user's feed. `contracts/events.ts` says what each of them carries. */
export const FEED_TYPES = [
  'request:updated',
  'lead:new',
  'offer:new',
  'offer:updated',
  'booking:confirmed',
  'booking:updated',
  'chat:response',
  'task:updated',
] as const;
export type FeedType = (typeof FEED_TYPES)[number];

/** Those that people are told of in words; the others only move what a client shows. */
export const NOTIFIED_TYPES = FEED_TYPES.filter((type) => type !== 'task:updated');
export type NotifiedType = (typeof NOTIFIED_TYPES)[number];
