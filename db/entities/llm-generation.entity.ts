import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

/** Which of a user's kept answers still count: those of this generation. It only grows, and stands here and not in a cache. */
export const LlmGenerationSchema = defineEntity({
  name: 'LlmGeneration',
  tableName: 'llm_generations',
  properties: {
    account: () => p.manyToOne(Account).primary().deleteRule('cascade'),
    generation: p.integer().default(1),
  },
});
export class LlmGeneration extends LlmGenerationSchema.class {}
LlmGenerationSchema.setClass(LlmGeneration);
