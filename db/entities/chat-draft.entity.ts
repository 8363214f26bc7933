import { defineEntity, p } from '@mikro-orm/core';
import { DRAFT_KINDS, DRAFT_STATUSES } from '#domain/chat.ts';
import { Conversation } from './conversation.entity.ts';

/** What an approved draft has made or changed. */
export interface DraftResult {
  type: 'request' | 'offer' | 'booking' | 'review' | 'provider' | 'enrollment';
  id: string;
}

/** Something the agent has prepared and the user may approve. A conversation has at most one open draft of a kind. */
export const ChatDraftSchema = defineEntity({
  name: 'ChatDraft',
  tableName: 'chat_drafts',
  indexes: [{ properties: ['conversation', 'createdAt'] }],
  uniques: [{ name: 'chat_drafts_one_open', properties: ['conversation', 'kind'], where: `status = 'open'` }],
  properties: {
    id: p.uuid().primary(),
    conversation: () => p.manyToOne(Conversation).deleteRule('cascade'),
    kind: p.enum(DRAFT_KINDS),
    /** What it is about: the id in the path of the operation. */
    target: p.uuid().nullable(),
    /** What will be sent when it is approved. */
    body: p.json<Record<string, unknown>>(),
    /** The same for people, as the API told it: names, price, time. */
    about: p.json<Record<string, unknown>>().default('{}'),
    /** Grows with every change; an approval names the one that was seen. */
    revision: p.integer().default(1),
    status: p.enum(DRAFT_STATUSES).default('open'),
    result: p.json<DraftResult>().nullable(),
    updatedAt: p.datetime(3).defaultRaw('now()'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ChatDraft extends ChatDraftSchema.class {}
ChatDraftSchema.setClass(ChatDraft);
