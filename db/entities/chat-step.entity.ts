import { defineEntity, p } from '@mikro-orm/core';
import { ChatTurn } from './chat-turn.entity.ts';

/** A tool that the model wants to use. `id` is ours; `modelId` is what the model knows the call by. */
export interface StoredCall {
  id: string;
  modelId: string;
  name: string;
  input: unknown;
}

/** One answer of the model inside a turn, with the tools that it used. These texts live here and never in a history. */
export const ChatStepSchema = defineEntity({
  name: 'ChatStep',
  tableName: 'chat_steps',
  properties: {
    turn: () => p.manyToOne(ChatTurn).primary().deleteRule('cascade'),
    step: p.integer().primary(),
    text: p.text().default(''),
    /** Empty: the text is the final answer. */
    calls: p.json<StoredCall[]>().default('[]'),
    /** What came of the calls, by their ids; the first result stands. */
    results: p.json<Record<string, unknown>>().default('{}'),
    /** What the model gets back of this answer when it is asked again in the turn; for it alone. */
    memory: p.json<object>().nullable(),
    model: p.string().length(120).default(''),
    isOffline: p.boolean().default(false),
    isDegraded: p.boolean().default(false),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ChatStep extends ChatStepSchema.class {}
ChatStepSchema.setClass(ChatStep);
