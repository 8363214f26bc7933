import { defineEntity, p } from '@mikro-orm/core';
import { CHAT_AUTHORS } from '#domain/chat.ts';
import { ChatTurn } from './chat-turn.entity.ts';
import { Conversation } from './conversation.entity.ts';

/** One message. A turn has at most one of its user and one final answer, whatever the code above does. */
export const ChatMessageSchema = defineEntity({
  name: 'ChatMessage',
  tableName: 'chat_messages',
  uniques: [{ properties: ['conversation', 'seq'] }, { properties: ['turn', 'author'] }],
  properties: {
    id: p.uuid().primary(),
    conversation: () => p.manyToOne(Conversation).deleteRule('cascade'),
    turn: () => p.manyToOne(ChatTurn).deleteRule('cascade'),
    seq: p.integer(),
    author: p.enum(CHAT_AUTHORS),
    text: p.text(),
    /** Made by the offline model. */
    isOffline: p.boolean().default(false),
    /** Made by another model than the configured one, because that could not be reached. */
    isDegraded: p.boolean().default(false),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ChatMessage extends ChatMessageSchema.class {}
ChatMessageSchema.setClass(ChatMessage);
