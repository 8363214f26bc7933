import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import { priceOf, type LlmModelName, type LlmPrice, type LlmSettings } from '#platform/config/llm.ts';
import { UserError } from '#platform/user-error.ts';
import type { Model } from '../types.ts';
import { createSdkModel } from './sdk-model.ts';
import { withTextArguments } from './text-arguments.ts';
import { thoughtFields } from './thought-fields.ts';

/** A model of the chain and what it costs. */
export interface PricedModel {
  readonly model: Model;
  readonly price: LlmPrice;
}

globalThis.AI_SDK_LOG_WARNINGS = false; // it would print to the console

/** The configured models in their order. One whose price nobody has named is not run: that is an error here. */
export function createModels(llm: LlmSettings): PricedModel[] {
  return llm.models.map((each) => {
    const price = priceOf(llm.prices, each);
    if (!price) throw new UserError(`there is no price for the model '${each.name}', and without one it is not run`);
    const { name } = each;
    return {
      price,
      model: createSdkModel({
        name,
        silenceMs: llm.silenceMs,
        open: openerOf(llm, each),
        mayThinkAloud: each.provider === 'compatible',
      }),
    };
  });
}

/** Keys and addresses are always given: left out, the SDK would look for its own variables in the environment. */
function openerOf(llm: LlmSettings, { provider, model }: LlmModelName): (through: typeof fetch) => LanguageModel {
  switch (provider) {
    case 'google':
      return (fetch) => createGoogle({ apiKey: llm.googleKey ?? '', baseURL: llm.googleUrl, fetch })(model);
    case 'anthropic':
      return (fetch) => createAnthropic({ apiKey: llm.anthropicKey ?? '', baseURL: llm.anthropicUrl, fetch })(model);
    case 'openai':
      return openCompatible(provider, llm.openaiUrl, llm.openaiKey, model, 'max_completion_tokens');
    case 'compatible':
      return openCompatible(provider, llm.compatibleUrl ?? '', llm.compatibleKey, model, llm.compatibleLimit);
  }
}

function openCompatible(
  name: string,
  baseURL: string,
  apiKey: string | undefined,
  model: string,
  limitField: LlmSettings['compatibleLimit'],
) {
  const key = apiKey === undefined ? {} : { apiKey };
  /** Newer models refuse `max_tokens`, which is the SDK's only name for it; older servers know no other. */
  const transformRequestBody = ({ max_tokens: limit, ...body }: Record<string, unknown>) => ({
    ...body,
    [limitField]: limit,
  });
  return (fetch: typeof globalThis.fetch): LanguageModel =>
    createOpenAICompatible({
      name,
      baseURL,
      ...key,
      includeUsage: true,
      transformRequestBody,
      metadataExtractor: thoughtFields,
      fetch: withTextArguments(fetch),
    })(model);
}
