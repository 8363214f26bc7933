/** The kinds of entries in a user's feed. */
export const FEED_TYPES = [
  'request:updated',
  'lead:new',
  'offer:new',
  'offer:updated',
  'booking:confirmed',
  'booking:updated',
] as const;
export type FeedType = (typeof FEED_TYPES)[number];
