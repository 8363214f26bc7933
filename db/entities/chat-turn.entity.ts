import { defineEntity, p } from '@mikro-orm/core';
import { TURN_FAILURES, type DecisionOutcome, type DraftAction } from '#domain/chat.ts';
import { TURN_STATUSES } from '#domain/lifecycles/turn.ts';
import { Account } from './account.entity.ts';
import { Conversation } from './conversation.entity.ts';

/** What the user does with a draft, as the contract has checked it. */
export interface StoredAction {
  type: DraftAction;
  draftId: string;
  revision: number;
  changes?: Record<string, unknown> | undefined;
  /** What came of it; absent until it is known. */
  outcome?: DecisionOutcome;
}

/** One thing that the user said or decided, and what becomes of it. Its id is the id of the task that the caller polls. */
export const ChatTurnSchema = defineEntity({
  name: 'ChatTurn',
  tableName: 'chat_turns',
  uniques: [{ properties: ['conversation', 'seq'] }],
  indexes: [
    { properties: ['account'] },
    { name: 'chat_turns_open', properties: ['conversation', 'seq'], where: `status in ('queued', 'running')` },
  ],
  properties: {
    id: p.uuid().primary(),
    conversation: () => p.manyToOne(Conversation).deleteRule('cascade'),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    /** The order in which the turns of its conversation were taken, and are worked off. */
    seq: p.integer(),
    status: p.enum(TURN_STATUSES).default('queued'),
    failure: p.enum(TURN_FAILURES).nullable(),
    action: p.json<StoredAction>().nullable(),
    cancelRequestedAt: p.datetime(3).nullable(),
    startedAt: p.datetime(3).nullable(),
    finishedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ChatTurn extends ChatTurnSchema.class {}
ChatTurnSchema.setClass(ChatTurn);
