import { generateText, streamText, type FinishReason, type LanguageModel, type LanguageModelUsage } from 'ai';
import { Fault } from '../errors.ts';
import type { LlmCall, LlmRequest, LlmToolCall, Model, ModelAnswer } from '../types.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { toFault } from './faults.ts';
import { toModelMessages, toToolSet } from './messages.ts';

interface SdkModelOptions {
  readonly name: string;
  /** The model of the SDK, speaking through the given `fetch`. */
  readonly open: (through: typeof fetch) => LanguageModel;
  readonly silenceMs: number;
}

/** Far more than the caps on tokens allow, and little enough to be held by every call at once. */
const MAX_ANSWER_BYTES = 2_000_000;

/**
 * A model behind the AI SDK: asked once, by a stream when somebody listens. Every failure is a `Fault`, except that of an
 * aborted signal, which is its reason.
 */
export function createSdkModel({ name, open, silenceMs }: SdkModelOptions): Model {
  return { name, call };

  async function call(request: LlmRequest, { signal, onText }: LlmCall): Promise<ModelAnswer> {
    const exchange = boundedFetch({ silenceMs, maxBytes: MAX_ANSWER_BYTES });
    const settings = {
      model: open(exchange.fetch),
      instructions: request.system,
      messages: toModelMessages(request.messages),
      ...(request.tools.length > 0 && { tools: toToolSet(request.tools) }),
      maxOutputTokens: request.maxOutputTokens,
      maxRetries: 0, // Temporal tries again
      abortSignal: signal,
    };
    try {
      return toAnswer(onText ? await streamed(settings, onText) : await whole(settings));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw exchange.fault() ?? toFault(error, exchange.receivedBytes(), request);
    }
  }
}

type Settings = Parameters<typeof generateText>[0];

interface Said {
  text: string;
  toolCalls: LlmToolCall[];
  reason: FinishReason;
  usage: LanguageModelUsage | undefined;
}

async function whole(settings: Settings): Promise<Said> {
  const { text, toolCalls, finishReason, usage } = await generateText(settings);
  return { text, toolCalls: toolCalls.map(toToolCall), reason: finishReason, usage };
}

async function streamed(settings: Settings, onText: (delta: string) => void): Promise<Said> {
  const said: Said = { text: '', toolCalls: [], reason: 'error', usage: undefined };
  const { stream } = streamText({ ...settings, onError: () => undefined }); // they come as parts, and are not logged
  for await (const part of stream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-delta') {
      said.text += part.text;
      onText(part.text);
    } else if (part.type === 'tool-call') said.toolCalls.push(toToolCall(part));
    else if (part.type === 'finish') Object.assign(said, { reason: part.finishReason, usage: part.totalUsage });
  }
  return said;
}

const toToolCall = (call: { toolCallId: string; toolName: string; input: unknown }): LlmToolCall => ({
  id: call.toolCallId,
  name: call.toolName,
  input: call.input,
});

function toAnswer({ text, toolCalls, reason, usage }: Said): ModelAnswer {
  if (reason === 'content-filter') throw new Fault('declined');
  // a stream that ends without saying why is half an answer, however properly it ends
  if (reason === 'error' || reason === 'interrupted') throw new Fault('cut_off');
  return {
    text,
    toolCalls,
    usage: { inputTokens: usage?.inputTokens, outputTokens: usage?.outputTokens },
    isCutShort: reason === 'length',
  };
}
