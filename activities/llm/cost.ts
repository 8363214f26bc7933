import type { LlmPrice } from '#platform/config/llm.ts';
import { toToolSchema } from './models/tool-schema.ts';
import type { LlmRequest, ModelAnswer } from './types.ts';

/** Tokens of a call and what they cost, in millionths of a US dollar. */
export interface Cost {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

const MTOK = 1_000_000;
/** What providers put around a conversation and its tools. */
const FRAME_TOKENS = 1_000;
/** Roughly, for counting what a provider has not counted. */
const BYTES_A_TOKEN = 4;
/** Of the columns; nothing comes near. */
const MAX_INTEGER = 2_000_000_000;

/** What a call may cost at most: no tokenizer makes more tokens than bytes. */
export function highestCost(request: LlmRequest, price: LlmPrice): number {
  return microsOf(bytesOf(request) + FRAME_TOKENS, request.maxOutputTokens, price);
}

/** What an answer of so many characters has cost; what the provider has not counted is estimated. */
export function costOf(request: LlmRequest, { toolCalls, usage }: ModelAnswer, written: number, price: LlmPrice): Cost {
  const said = written + (toolCalls.length > 0 ? JSON.stringify(toolCalls).length : 0);
  return toCost(usage.inputTokens ?? tokensIn(bytesOf(request)), usage.outputTokens ?? tokensIn(said), price);
}

/** What a call has cost that broke off after so many characters. */
export function costOfPart(request: LlmRequest, written: number, price: LlmPrice): Cost {
  return toCost(tokensIn(bytesOf(request)), Math.min(tokensIn(written), request.maxOutputTokens), price);
}

/** Where no provider is paid. */
export const NO_COST: Cost = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

function toCost(input: number, output: number, price: LlmPrice): Cost {
  const [inputTokens, outputTokens] = [bounded(input), bounded(output)];
  return { inputTokens, outputTokens, costMicros: microsOf(inputTokens, outputTokens, price) };
}

/** Rounded up, so that many small calls do not come for nothing. */
function microsOf(inputTokens: number, outputTokens: number, price: LlmPrice): number {
  const total = inputTokens * price.inputMicrosPerMTok + outputTokens * price.outputMicrosPerMTok;
  return bounded(Math.ceil(total / MTOK));
}

/** Providers are servers of others: whatever they count, a column can hold it. */
const bounded = (count: number): number => Math.min(Math.max(Math.ceil(count) || 0, 0), MAX_INTEGER);

const tokensIn = (bytes: number): number => Math.ceil(bytes / BYTES_A_TOKEN);

function bytesOf({ system, messages, tools }: LlmRequest): number {
  const schemas = tools.map(({ name, description, input }) => [name, description, toToolSchema(input)]);
  return Buffer.byteLength(JSON.stringify([system, messages, schemas]));
}
