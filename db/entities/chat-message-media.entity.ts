import { defineEntity, p } from '@mikro-orm/core';
import { ChatMessage } from './chat-message.entity.ts';
import { Media } from './media.entity.ts';

/** An image that came with a message, and its place among the others. */
export const ChatMessageMediaSchema = defineEntity({
  name: 'ChatMessageMedia',
  tableName: 'chat_message_media',
  uniques: [{ properties: ['message', 'media'] }],
  indexes: [{ properties: ['media'] }],
  properties: {
    message: () => p.manyToOne(ChatMessage).primary().deleteRule('cascade'),
    position: p.smallint().primary(),
    /** Looked at when all is done: an account takes its images and what refers to them with it, in any order. */
    media: () => p.manyToOne(Media).deferMode('deferred'),
  },
});
export class ChatMessageMedia extends ChatMessageMediaSchema.class {}
ChatMessageMediaSchema.setClass(ChatMessageMedia);
