import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createLlmCache } from '#activities/llm/cache.ts';
import { createSeal } from '#activities/llm/cache/seal.ts';
import { createMemoryStore } from '#activities/llm/cache/stores.ts';
import { createLlmGateway, type GatewayDependencies } from '#activities/llm/gateway.ts';
import { createModels } from '#activities/llm/models/models.ts';
import type { LlmCall, LlmGateway, LlmRequest, Model } from '#activities/llm/types.ts';
import type { Orm } from '#db/transaction.ts';
import { silentLogger } from '#platform/logger.ts';
import { testConfig } from './config.ts';

export const CITY_TOOL = {
  name: 'find_city',
  description: 'Finds a city.',
  input: z.strictObject({ city: z.string().min(2) }),
};

/** A small question; each is different, so that none is answered by the cache. */
export function question(more: Partial<LlmRequest> = {}): LlmRequest {
  const text = `Question ${randomUUID()}`;
  const messages = [{ role: 'user', text }] as const;
  return { feature: 'chat', system: 'Be brief.', messages, tools: [], maxOutputTokens: 200, ...more };
}

/** A call of this account in a conversation of its own. */
export function callOf(accountId: string, more: Partial<LlmCall> = {}): LlmCall {
  return {
    accountId,
    conversationId: randomUUID(),
    turnId: randomUUID(),
    step: 1,
    deadlineMs: Date.now() + 60_000,
    signal: new AbortController().signal,
    context: 'only for the offline model',
    ...more,
  };
}

/** What the offline model of these tests says. */
export const OFFLINE_TEXT = 'I am the offline model.';

/** An offline model that answers every question alike. */
export function offlineStub(): Model & { readonly contexts: unknown[] } {
  const contexts: unknown[] = [];
  return {
    name: 'offline',
    contexts,
    call: (_request, { context }) => {
      contexts.push(context);
      return Promise.resolve({ text: OFFLINE_TEXT, toolCalls: [], usage: {} });
    },
  };
}

/** The settings of a chain of compatible models at this address, a tenth of a cent for a thousand tokens either way. */
export function llmSettings(url: string, { models = ['one'], ...settings }: TestSettings = {}) {
  const names = models.map((name) => `compatible:${name}`);
  return testConfig({
    LLM_BASE_URL: url,
    LLM_KEY: 'a-key-that-nobody-may-see',
    LLM_MODELS: names.join(','),
    LLM_PRICES: names.map((name) => `${name}=1000000/1000000`).join(','),
    ...settings,
  }).llm;
}

/** Names of models and other settings that a test says differently. */
export type TestSettings = { models?: readonly string[] } & Partial<
  Record<`PROXIE_${string}` | `LLM_${string}`, string>
>;

/** A gateway over this database and provider, with everything else as one process has it. */
export function testGateway(
  orm: Orm,
  url: string,
  { settings = {}, ...parts }: Partial<GatewayDependencies> & { settings?: TestSettings } = {},
): LlmGateway {
  const llm = llmSettings(url, settings);
  const seal = createSeal('only-for-tests-0123456789-0123456789');
  return createLlmGateway({
    orm,
    models: createModels(llm),
    offline: offlineStub(),
    cache: createLlmCache({ store: createMemoryStore(), seal, ttlMs: llm.cacheTtlMs }),
    budgets: llm,
    maxOutputTokens: llm.maxOutputTokens,
    deadlineMs: llm.deadlineMs,
    log: silentLogger,
    ...parts,
  });
}
