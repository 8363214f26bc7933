import { generateText, streamText, type FinishReason, type LanguageModel, type LanguageModelUsage } from 'ai';
import { Fault } from '../errors.ts';
import type { LlmCall, LlmRequest, LlmToolCall, Metadata, Model, ModelAnswer } from '../types.ts';
import { createAnswerParts, type AnswerParts } from './answer-parts.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { toFault } from './faults.ts';
import { toModelMessages, toToolSet } from './messages.ts';
import { createSpokenFilter, type Spoken, type SpokenFilter } from './spoken-text.ts';
import { sentBack } from './thought-fields.ts';

interface SdkModelOptions {
  readonly name: string;
  /** The model of the SDK, speaking through the given `fetch`. */
  readonly open: (through: typeof fetch) => LanguageModel;
  readonly silenceMs: number;
  /** Its server may not know its tokens, so that its thoughts look like an answer until they end. */
  readonly mayThinkAloud: boolean;
}

/** Far more than the caps on tokens allow, and little enough to be held by every call at once. */
const MAX_ANSWER_BYTES = 2_000_000;
/** Some providers put more into an id than a name; one that is longer gets another. */
const MAX_ID_LENGTH = 4_000;
const CALL_IN_TEXT = 'The use of a tool stood in its text. Use tools by the interface that is there for them.';

/**
 * A model behind the AI SDK: asked once, by a stream when somebody listens. Every failure is a `Fault`, except that of an
 * aborted signal, which is its reason. Of what a model thinks aloud nothing is passed on: a model whose server may let
 * thoughts through is not heard before its first answer has shown whether it does.
 */
export function createSdkModel({ name, open, silenceMs, mayThinkAloud }: SdkModelOptions): Model {
  let isHeld = mayThinkAloud;
  let isUnopened = false;
  return { name, call };

  async function call(request: LlmRequest, { signal, onText, onRestart, onWritten }: LlmCall): Promise<ModelAnswer> {
    const exchange = boundedFetch({ silenceMs, maxBytes: MAX_ANSWER_BYTES });
    const settings = {
      model: open(exchange.fetch),
      instructions: request.system,
      messages: toModelMessages(request.messages, name),
      ...(request.tools.length > 0 && { tools: toToolSet(request.tools) }),
      maxOutputTokens: request.maxOutputTokens,
      maxRetries: 0, // Temporal tries again
      abortSignal: signal,
    };
    const heard = { onText: (text: string) => onText?.(text), onRestart: () => onRestart?.() };
    const said = createSaid(createSpokenFilter({ ...heard, isHeld }), (length) => onWritten?.(length));
    try {
      const ended = await (onText ? streamed(settings, said) : whole(settings, said));
      const spoken = said.filter.end();
      isUnopened ||= spoken.isUnopened;
      isHeld = isUnopened || (isHeld && spoken.text === '');
      return toAnswer(name, said, spoken, ended);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw exchange.fault() ?? toFault(error, exchange.receivedBytes(), request);
    }
  }
}

type Settings = Parameters<typeof generateText>[0];

/** How an answer ended, and what was counted. */
interface Ended {
  readonly reason: FinishReason;
  readonly usage: LanguageModelUsage | undefined;
  readonly metadata: Metadata | undefined;
}

interface SaidCall {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
  readonly providerMetadata?: unknown;
}

interface Piece {
  readonly id?: string;
  readonly text?: string;
  readonly providerMetadata?: unknown;
}

/** What a model has said so far. */
interface Said {
  readonly filter: SpokenFilter;
  readonly parts: AnswerParts;
  readonly toolCalls: readonly LlmToolCall[];
  write(type: 'text' | 'reasoning', piece: Piece): void;
  call(call: SaidCall): void;
}

function createSaid(filter: SpokenFilter, onWritten: (length: number) => void): Said {
  const parts = createAnswerParts();
  const toolCalls: LlmToolCall[] = [];
  return { filter, parts, toolCalls, write, call };

  function write(type: 'text' | 'reasoning', piece: Piece): void {
    const { text = '', providerMetadata, ...id } = piece;
    parts.add(type, { ...id, text, providerMetadata: providerMetadata as Metadata | undefined });
    onWritten(text.length);
    if (type === 'text') filter.push(text);
    else if (text !== '') filter.release(); // its server keeps thoughts apart
  }

  function call({ toolCallId: given, toolName: name, input, providerMetadata }: SaidCall): void {
    const isTaken = given === '' || given.length > MAX_ID_LENGTH || toolCalls.some(({ id }) => id === given);
    toolCalls.push({ id: isTaken ? `call_${toolCalls.length}_${crypto.randomUUID()}` : given, name, input });
    parts.addCall(providerMetadata as Metadata | undefined);
  }
}

async function whole(settings: Settings, said: Said): Promise<Ended> {
  const { content, finishReason: reason, usage, providerMetadata } = await generateText(settings);
  for (const [index, part] of content.entries()) {
    if (part.type === 'text' || part.type === 'reasoning') said.write(part.type, { ...part, id: String(index) });
    else if (part.type === 'tool-call') said.call(part);
  }
  return { reason, usage, metadata: providerMetadata as Metadata | undefined };
}

/** Each begins, comes in pieces, and ends; any of that may carry what the provider wants back. */
const PIECE = /^(text|reasoning)-(?:start|delta|end)$/;

async function streamed(settings: Settings, said: Said): Promise<Ended> {
  let ended: Ended = { reason: 'error', usage: undefined, metadata: undefined };
  const { stream } = streamText({ ...settings, onError: () => undefined }); // they come as parts, and are not logged
  for await (const part of stream) {
    if (part.type === 'error') throw part.error;
    const [, kind] = PIECE.exec(part.type) ?? [];
    if (kind) said.write(kind as 'text' | 'reasoning', part as Piece);
    else if (part.type === 'tool-call') said.call(part);
    else if (part.type === 'finish-step') ended = { ...ended, metadata: part.providerMetadata as Metadata | undefined };
    else if (part.type === 'finish') ended = { ...ended, reason: part.finishReason, usage: part.totalUsage };
  }
  return ended;
}

function toAnswer(
  model: string,
  { parts, toolCalls }: Said,
  spoken: Spoken,
  { reason, usage, metadata }: Ended,
): ModelAnswer {
  if (reason === 'content-filter') throw new Fault('declined');
  // a stream that ends without saying why is half an answer, however properly it ends
  if (reason === 'error' || reason === 'interrupted') throw new Fault('cut_off');
  if (spoken.hasToolCall) throw new Fault('bad_output', { advice: CALL_IN_TEXT });
  return {
    text: spoken.text,
    toolCalls,
    // nothing is asked or said with no token: a zero was not counted
    usage: { inputTokens: usage?.inputTokens || undefined, outputTokens: usage?.outputTokens || undefined },
    isCutShort: reason === 'length',
    // only an answer that goes on after its tools is ever given back to its model
    ...(toolCalls.length > 0 && { memory: parts.toMemory(model, sentBack(metadata), spoken.withThoughts) }),
  };
}
