import type { FeedType } from '#contracts/feed.ts';
import type { Schema } from '#web/api/client.ts';
import type { QueryKey } from '#web/api/queries.ts';

export type FeedItem = Schema<'FeedItem'>;
type EntryOf<Type extends FeedType> = Extract<FeedItem, { type: Type }>;
type Effects = { readonly [Type in FeedType]: (payload: EntryOf<Type>['payload']) => readonly QueryKey[] };

const NOTIFICATIONS: QueryKey = ['notifications'];
const LEADS: QueryKey = ['providers', 'me', 'leads'];

const ofRequest = (requestId: string): QueryKey[] => [['requests', requestId], ['requests', {}], LEADS];
const ofOffer = ({ offerId, requestId }: { offerId: string; requestId: string }): QueryKey[] => [
  ['offers', offerId],
  ['offers', {}],
  ...ofRequest(requestId),
  NOTIFICATIONS,
];
/** Of a booking the free slots and the reputation of its provider, too. */
const ofBooking = ({ bookingId, requestId }: { bookingId: string; requestId: string }): QueryKey[] => [
  ['bookings', bookingId],
  ['bookings', {}],
  ['providers'],
  ['offers'],
  ['reviews'],
  ...ofRequest(requestId),
  NOTIFICATIONS,
];
const ofTurn = ({ conversationId, taskId }: { conversationId: string; taskId: string }): QueryKey[] => [
  ['chat', 'conversations', conversationId],
  ['chat', 'conversations', {}],
  ['chat', 'tasks', taskId],
];

/** What is to be read again after each kind of entry. A new kind does not compile until it is here. */
export const FEED_EFFECTS: Effects = {
  'request:updated': ({ requestId }) => [...ofRequest(requestId), NOTIFICATIONS],
  'lead:new': () => [LEADS, NOTIFICATIONS],
  'offer:new': ofOffer,
  'offer:updated': ofOffer,
  'booking:confirmed': ofBooking,
  'booking:updated': ofBooking,
  'review:requested': ofBooking,
  'enrollment:updated': ({ enrollmentId }) => [
    ['enrollments', enrollmentId],
    ['enrollments', {}],
    ['admin', 'enrollments'],
    ['providers', 'me'],
    NOTIFICATIONS,
  ],
  'chat:response': (turn) => [...ofTurn(turn), NOTIFICATIONS],
  'task:updated': ofTurn,
  'provider:updated': ({ providerId }) => [
    ['providers', providerId],
    ['providers', 'me'],
  ],
};

/** Every kind of entry, for whoever listens to each by name. */
export const FEED_TYPES = Object.keys(FEED_EFFECTS) as FeedType[];

/** What is to be read again after one entry. */
export function effectsOf(item: FeedItem): readonly QueryKey[] {
  const effects = FEED_EFFECTS[item.type] as ((payload: FeedItem['payload']) => readonly QueryKey[]) | undefined;
  return effects?.(item.payload) ?? []; // of a kind that a newer server has, nothing
}
