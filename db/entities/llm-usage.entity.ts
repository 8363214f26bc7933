import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

/**
 * One call of a language model: who asked, which model, what came of it and what it cost. No text of it is kept. While a
 * call is under way its row holds what it may cost at most; a row that nobody finishes stops counting after a while.
 */
export const LlmUsageSchema = defineEntity({
  name: 'LlmUsage',
  tableName: 'llm_usage',
  indexes: [
    { properties: ['account', 'createdAt'] },
    { properties: ['conversationId'] },
    { properties: ['createdAt'] },
  ],
  properties: {
    id: p.uuid().primary(),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    conversationId: p.uuid(),
    turnId: p.uuid(),
    step: p.integer(),
    feature: p.string().length(20),
    model: p.string().length(120),
    /** `answered`, or how it failed; absent while it is under way or when its process was lost. */
    outcome: p.string().length(20).nullable(),
    inputTokens: p.integer().default(0),
    outputTokens: p.integer().default(0),
    /** Millionths of a US dollar. */
    costMicros: p.integer().default(0).check('cost_micros >= 0'),
    /** What it may cost at most, until it is known what it did. */
    reservedMicros: p.integer().default(0).check('reserved_micros >= 0'),
    reservedUntil: p.datetime(3).nullable(),
    isCached: p.boolean().default(false),
    isDegraded: p.boolean().default(false),
    durationMs: p.integer().default(0),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class LlmUsage extends LlmUsageSchema.class {}
LlmUsageSchema.setClass(LlmUsage);
