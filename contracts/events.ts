import { z } from 'zod';
import { ENROLLMENT_STATUSES } from '#domain/lifecycles/enrollment.ts';
import { BookingStatus } from './bookings.ts';
import { Instant } from './common.ts';
import { EVENT_EXAMPLE, STREAM_EXAMPLE } from './event-examples.ts';
import { BOOKING_CHANGES, FEED_TYPES, OFFER_CHANGES, type FeedType } from './feed.ts';
import { BookingId, EnrollmentId, OfferId, ProviderId, RequestId } from './ids.ts';
import { limitUpTo, MAX_PAGE_SIZE } from './page.ts';
import type { ProblemDocument } from './problem.ts';
import { OfferStatus } from './offers.ts';
import { RequestStatus } from './requests.ts';

/** The largest number that a feed gives out. */
const MAX_SEQ = Number.MAX_SAFE_INTEGER;
const Seq = z.int().nonnegative().max(MAX_SEQ);

const request = { requestId: RequestId, status: RequestStatus };
const offer = { offerId: OfferId, requestId: RequestId, status: OfferStatus };
const booking = { bookingId: BookingId, requestId: RequestId, status: BookingStatus };
const enrollment = { enrollmentId: EnrollmentId, status: z.enum(ENROLLMENT_STATUSES) };
/** A turn of a conversation; its text is read from the conversation. */
const turn = { conversationId: z.uuid(), taskId: z.uuid(), status: z.string() };

/** What each kind of entry carries: ids and statuses. Whoever shows an entry reads the rest with its own rights. */
export const FEED_PAYLOADS = {
  'request:updated': z.strictObject(request),
  'lead:new': z.strictObject({ requestId: RequestId, wave: z.int() }),
  'offer:new': z.strictObject(offer),
  'offer:updated': z.strictObject({
    ...offer,
    change: z.enum(OFFER_CHANGES).optional().meta({ description: 'What has changed, unless it is the status.' }),
  }),
  'booking:confirmed': z.strictObject(booking),
  'booking:updated': z.strictObject({
    ...booking,
    change: z.enum(BOOKING_CHANGES).optional().meta({ description: 'What has changed, unless it is the status.' }),
  }),
  'review:requested': z.strictObject(booking),
  'enrollment:updated': z.strictObject(enrollment),
  'chat:response': z.looseObject(turn),
  'task:updated': z.looseObject(turn),
  'provider:updated': z.strictObject({ providerId: ProviderId, change: z.enum(['availability']) }),
} as const satisfies Record<FeedType, z.ZodType>;

/** `lead:new` is `LeadNewEntry` in the document, so that generated clients have a name for it. */
const entryName = (type: FeedType): string =>
  `${type.replaceAll(/(?:^|:)(\w)/g, (_all, letter: string) => letter.toUpperCase())}Entry`;

const entry = <const Type extends FeedType>(type: Type) =>
  z
    .strictObject({
      seq: Seq.meta({ description: 'Its number in this feed; the first is 1 and none is left out.' }),
      type: z.literal(type),
      payload: FEED_PAYLOADS[type],
      at: Instant,
    })
    .meta({ id: entryName(type), description: `An entry of the type \`${type}\`.` });

/** One entry of a feed, as lists, streams and sockets hand it out. */
export const FeedItem = z
  .discriminatedUnion('type', [
    entry('request:updated'),
    entry('lead:new'),
    entry('offer:new'),
    entry('offer:updated'),
    entry('booking:confirmed'),
    entry('booking:updated'),
    entry('review:requested'),
    entry('enrollment:updated'),
    entry('chat:response'),
    entry('task:updated'),
    entry('provider:updated'),
  ])
  .meta({
    id: 'FeedItem',
    description: 'One entry of your feed; its `type` says which.',
    discriminator: {
      propertyName: 'type',
      mapping: Object.fromEntries(FEED_TYPES.map((type) => [type, `#/components/schemas/${entryName(type)}`])),
    },
    examples: [EVENT_EXAMPLE],
  });
export type FeedItem = z.infer<typeof FeedItem>;

/** A number of a feed in a query: digits only. */
export const SeqInQuery = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value),
  Seq,
);

export const FeedQuery = z.strictObject({
  after: SeqInQuery.default(0).meta({ description: 'The last number that you have; 0 for all.', default: 0 }),
  limit: limitUpTo(MAX_PAGE_SIZE)
    .default(MAX_PAGE_SIZE)
    .meta({ description: 'How many entries to answer at most.', default: MAX_PAGE_SIZE }),
});

export const FeedPage = z
  .strictObject({
    items: z.array(FeedItem),
    nextAfter: Seq.meta({
      description: 'Send it as `after` to go on; without new entries it is the `after` you sent.',
    }),
  })
  .meta({ id: 'FeedPage', examples: [{ items: [EVENT_EXAMPLE], nextAfter: EVENT_EXAMPLE.seq }] });

/** How long a stream may be asked to last. */
const MAX_SECONDS = 3_600;
const Seconds = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value),
  z.int().nonnegative().max(MAX_SECONDS),
);

export const FeedStreamQuery = z.strictObject({
  seconds: Seconds.optional().meta({
    description: 'Ends the stream after so long; 0 as soon as everything that is there was sent.',
  }),
  after: SeqInQuery.optional().meta({
    description: 'The last number that you have; without it the stream begins with what comes from now on.',
  }),
});

const ofTurn = { conversationId: z.uuid(), turnId: z.uuid(), attempt: z.int().positive() };

/** A piece of an answer while it is being written. The stored message is the truth; this is what it looks like on its way. */
export const ChatStream = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('text'),
      ...ofTurn,
      offset: z.int().nonnegative().meta({ description: 'Where in the text of this attempt the piece begins.' }),
      text: z.string(),
    }),
    z.strictObject({ kind: z.literal('restart'), ...ofTurn }).meta({
      description: 'The text begins anew: forget what this turn has sent so far.',
    }),
  ])
  .meta({ id: 'ChatStream', examples: [STREAM_EXAMPLE] });
export type ChatStream = z.infer<typeof ChatStream>;

/** How far a client has the text of a turn. */
export const TurnPosition = z.strictObject({
  turnId: z.uuid(),
  attempt: z.int().positive().max(1_000_000),
  offset: z.int().nonnegative().max(10_000_000),
});
export type TurnPosition = z.infer<typeof TurnPosition>;

/** Asks for the feed: what came after a number, then whatever comes. Also for the text of turns that are being written. */
export const FeedResume = z.strictObject({
  after: Seq.optional(),
  turns: z.array(TurnPosition).max(10).optional(),
});
export const FeedResumed = z.strictObject({ after: Seq });

/** Somebody writes; shown on the other devices of the same account. */
export const ChatTyping = z.strictObject({ conversationId: z.uuid(), isTyping: z.boolean() });

/**
 * What a socket is told before it is closed for good. `flooding`: its account or its address sent more bytes, frames or
 * events than it may; it is let in again when the minute is over.
 */
export const SessionEnded = z.strictObject({ reason: z.enum(['expired', 'suspended', 'flooding', 'slow']) });
export type SessionEnded = z.infer<typeof SessionEnded>;

/** Every acknowledgement: what came of the event, or why nothing did. */
export type Acknowledgement<Answer> = ({ ok: true } & Answer) | { ok: false; problem: ProblemDocument };

/** What the server sends over a socket. */
export type ServerEvents = {
  [Type in FeedType]: (item: Extract<FeedItem, { type: Type }>) => void;
} & {
  'chat:stream': (part: ChatStream) => void;
  'chat:typing': (typing: z.infer<typeof ChatTyping>) => void;
  'session:ended': (ended: SessionEnded) => void;
};
