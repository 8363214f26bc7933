import { z } from 'zod';
import { PARTIES } from '#domain/lifecycles/transitions.ts';
import { Instant } from './common.ts';
import { NOTIFICATION_EXAMPLE } from './event-examples.ts';
import { NOTIFIED_TYPES } from './feed.ts';
import { PageQuery } from './page.ts';

const Seq = z.int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** An entry of the feed, in words. */
export const Notification = z
  .strictObject({
    seq: Seq.meta({ description: 'Its number in the feed.' }),
    type: z.enum(NOTIFIED_TYPES),
    text: z.string().meta({ description: 'What happened, in plain English; nothing that a person wrote is in it.' }),
    payload: z.record(z.string(), z.union([z.string(), z.number()])).meta({
      description: 'The ids and statuses that the entry carries, texts and numbers; see the events of the feed.',
      additionalProperties: true, // a type that is a list of types is beyond many generators of clients
    }),
    at: Instant,
    side: z.enum(PARTIES).meta({ description: 'As what it concerns you.' }),
    isRead: z.boolean(),
  })
  .meta({ id: 'Notification', examples: [NOTIFICATION_EXAMPLE] });

/** Unread ones are counted up to here; who has more wants no exact number. */
export const MAX_UNREAD = 1_000;
const Unread = z
  .int()
  .nonnegative()
  .max(MAX_UNREAD)
  .meta({ description: `How many are unread; ${MAX_UNREAD} stands for that many or more.` });

export const NotificationPage = z
  .strictObject({
    items: z.array(Notification),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `cursor` to get the next page; null on the last one.' }),
    unread: Unread,
  })
  .meta({
    id: 'NotificationPage',
    description: 'One page of your notifications, newest first.',
    examples: [{ items: [NOTIFICATION_EXAMPLE], nextCursor: null, unread: 1 }],
  });
export const NotificationQuery = PageQuery;

export const ReadNotifications = z
  .strictObject({ upTo: Seq.meta({ description: 'The number of the newest notification that was seen.' }) })
  .meta({ id: 'ReadNotifications', examples: [{ upTo: NOTIFICATION_EXAMPLE.seq }] });

export const ReadState = z
  .strictObject({
    readUpTo: Seq.meta({ description: 'Everything up to this number is read; it never goes back.' }),
    unread: Unread,
  })
  .meta({ id: 'ReadState', examples: [{ readUpTo: NOTIFICATION_EXAMPLE.seq, unread: 0 }] });
