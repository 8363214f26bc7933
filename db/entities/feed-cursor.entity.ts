import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

/** The last number given out in one user's feed; its row lock puts writers of one feed in the order of their commits. */
export const FeedCursorSchema = defineEntity({
  name: 'FeedCursor',
  tableName: 'feed_cursors',
  triggers: [
    {
      name: 'feed_cursors_announce',
      timing: 'after',
      events: ['insert', 'update'],
      forEach: 'row',
      // Wakes whoever pushes this feed, at the commit; that something was read wakes nobody.
      body: `if tg_op = 'INSERT' or new.last_seq <> old.last_seq then perform pg_notify('feed', new.account_id::text); end if; return null`,
    },
  ],
  properties: {
    account: () => p.manyToOne(Account).primary().deleteRule('cascade'),
    lastSeq: p.bigint('number').default(0),
    /** Notifications up to this number were read. */
    readUpTo: p.bigint('number').default(0),
  },
});
export class FeedCursor extends FeedCursorSchema.class {}
FeedCursorSchema.setClass(FeedCursor);
