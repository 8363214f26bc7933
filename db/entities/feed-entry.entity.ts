import { defineEntity, p } from '@mikro-orm/core';
import { FEED_TYPES } from '#contracts/feed.ts';
import { Account } from './account.entity.ts';
import { Event } from './event.entity.ts';

/** One line of one user's feed; `seq` has no gaps and follows the order of the commits. */
export const FeedEntrySchema = defineEntity({
  name: 'FeedEntry',
  tableName: 'feed_entries',
  indexes: [{ properties: ['event'] }],
  properties: {
    account: () => p.manyToOne(Account).primary().deleteRule('cascade'),
    seq: p.bigint('number').primary(),
    event: () => p.manyToOne(Event).deleteRule('cascade'),
    type: p.enum(FEED_TYPES),
    /** Ids and statuses only; whoever shows an entry reads the rest with its reader's rights. */
    payload: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class FeedEntry extends FeedEntrySchema.class {}
FeedEntrySchema.setClass(FeedEntry);
