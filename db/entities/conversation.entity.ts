import { defineEntity, p } from '@mikro-orm/core';
import { CHAT_ROLES } from '#domain/chat.ts';
import { Account } from './account.entity.ts';

/** What one person has said to the agent, and the agent to them. Its row is the lock under which its turns are ordered. */
export const ConversationSchema = defineEntity({
  name: 'Conversation',
  tableName: 'conversations',
  indexes: [{ properties: ['account', 'createdAt', 'id'] }],
  properties: {
    id: p.uuid().primary(),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    role: p.enum(CHAT_ROLES),
    /** The beginning of the first message. */
    title: p.string().length(80).nullable(),
    /** The number of its newest message, and of its newest turn. */
    lastMessage: p.integer().default(0),
    lastTurn: p.integer().default(0),
    /** What those calls of models have cost whose rows are forgotten, in millionths of a US dollar. */
    earlierCostMicros: p.bigint('number').defaultRaw('0'),
    /** When its workflow was last told that there is something to do. */
    nudgedAt: p.datetime(3).defaultRaw('now()'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Conversation extends ConversationSchema.class {}
ConversationSchema.setClass(Conversation);
