import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

/** The last number given out in one user's feed; its row lock puts writers of one feed in the order of their commits. */
export const FeedCursorSchema = defineEntity({
  name: 'FeedCursor',
  tableName: 'feed_cursors',
  properties: {
    account: () => p.manyToOne(Account).primary().deleteRule('cascade'),
    lastSeq: p.bigint('number').default(0),
  },
});
export class FeedCursor extends FeedCursorSchema.class {}
FeedCursorSchema.setClass(FeedCursor);
