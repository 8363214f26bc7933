import type { z } from 'zod';
import type { LlmFeature } from '#platform/config/llm.ts';

/** Something that is asked of a model. Two requests that are alike have the same answer for the same user. */
export interface LlmRequest {
  readonly feature: LlmFeature;
  readonly system: string;
  readonly messages: readonly LlmMessage[];
  readonly tools: readonly LlmTool[];
  readonly maxOutputTokens: number;
}

/** The same before it is known how long an answer may be: as it is configured, and never longer. */
export type LlmQuestion = Omit<LlmRequest, 'maxOutputTokens'> & { readonly maxOutputTokens?: number };

/** What was said before, by whom, and what tools have answered. */
export type LlmMessage =
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly toolCalls: readonly LlmToolCall[];
      readonly memory?: ModelMemory;
    }
  | { readonly role: 'tool'; readonly callId: string; readonly name: string; readonly result: unknown };

/** What a provider adds to a part of an answer, by the provider's name; nobody else reads it. */
export type Metadata = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What a model must get back of an answer of its own: its parts in their order, thoughts and signatures included. Nobody
 * sees it, no history or log has it, and it goes to no model but the one that made it.
 */
export interface ModelMemory {
  readonly model: string;
  readonly parts: readonly (
    | { readonly type: 'text' | 'reasoning'; readonly text: string; readonly metadata?: Metadata }
    /** One of the calls of the answer, by its place among them. */
    | { readonly type: 'call'; readonly index: number; readonly metadata?: Metadata }
  )[];
  readonly metadata?: Metadata;
}

/** A tool that a model may ask for. Nothing is run here: an answer only says what is wanted. */
export interface LlmTool {
  readonly name: string;
  readonly description: string;
  /** What the input is held against before anybody sees it. */
  readonly input: z.ZodType;
}

/** One use of a tool that a model wants, under the id that it gave to it. */
export interface LlmToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** Who asks, how long there is, and who listens while the model speaks. */
export interface LlmCall {
  readonly accountId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly step: number;
  /** The instant at which there must be an answer. */
  readonly deadlineMs: number;
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** Hears the text piece by piece. */
  readonly onText?: (delta: string) => void;
  /** What was heard so far does not count: it starts over. */
  readonly onRestart?: () => void;
  readonly heartbeat?: () => void;
  /** Counts the characters that a model writes, its thoughts included. */
  readonly onWritten?: (length: number) => void;
  /** For the offline model alone; no other sees it. */
  readonly context: unknown;
}

/** The whole answer to one request, and where it came from. */
export interface LlmAnswer {
  readonly text: string;
  readonly toolCalls: readonly LlmToolCall[];
  /** For the model alone, when it is asked again with what came of its tools. */
  readonly memory?: ModelMemory;
  /** The name of the model as it is configured. */
  readonly model: string;
  readonly isOffline: boolean;
  /** The offline model answered because no configured one could. */
  readonly isDegraded: boolean;
  readonly isCached: boolean;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number; readonly costMicros: number };
}

/** Where every call of a language model goes through. */
export interface LlmGateway {
  /**
   * Answers from the first model that can, and from the offline model when none can. Throws `CancelledFailure` when the
   * signal is aborted, and `ApplicationFailure`: `budget_exhausted`, not to be retried, or `llm_…` with the delay after
   * which it is worth asking again.
   */
  complete(question: LlmQuestion, call: LlmCall): Promise<LlmAnswer>;
}

/** What one model says to one request. */
export interface ModelAnswer {
  readonly text: string;
  readonly toolCalls: readonly LlmToolCall[];
  /** Counted by the model; left out where it does not say. */
  readonly usage: { readonly inputTokens?: number | undefined; readonly outputTokens?: number | undefined };
  /** It ran into the limit of its output, so the text ends too early. */
  readonly isCutShort?: boolean;
  readonly memory?: ModelMemory;
}

/** One language model. It is called once for each attempt and never tries again by itself. */
export interface Model {
  readonly name: string;
  call(request: LlmRequest, call: LlmCall): Promise<ModelAnswer>;
}
