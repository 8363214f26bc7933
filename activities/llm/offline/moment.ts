import type { TalkContext } from '#activities/chat/prompt.ts';
import type { Draft } from '#activities/chat/talk-rows.ts';
import type { LlmMessage } from '#activities/llm/types.ts';

/** A tool that was used for this message, and what came of it. */
export interface Used {
  readonly name: string;
  readonly result: UsedResult;
}

/** What tools answer, as far as rules read it. */
export type UsedResult =
  | { readonly status: 'ok'; readonly data: unknown }
  | { readonly status: 'prepared'; readonly draft: PreparedDraft }
  | { readonly status: 'refused'; readonly code: string; readonly detail: string; readonly info?: unknown }
  | { readonly status: 'not_made' | 'cut'; readonly detail: string };

/** A draft as a tool answers it, with what it still needs. */
export interface PreparedDraft extends Pick<Draft, 'kind' | 'revision' | 'body' | 'about'> {
  readonly draftId: string;
  readonly missing: readonly string[];
}

/** All that the rules go by in one step. */
export interface Moment {
  readonly said: string;
  readonly used: readonly Used[];
  /** What the person has said before. */
  readonly saidBefore: readonly string[];
  /** What the agent has said before. */
  readonly earlier: readonly string[];
  readonly canUseTools: boolean;
  readonly context: TalkContext;
}

/** What the rules want: to say something, or to use one tool. */
export type Move = { readonly say: string } | { readonly use: string; readonly input: Record<string, unknown> };

/** The moment that a request to a model stands for. */
export function momentOf(messages: readonly LlmMessage[], context: TalkContext, canUseTools: boolean): Moment {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const message = messages[at];
  return {
    said: message?.role === 'user' ? message.text : '',
    used: messages
      .slice(at + 1)
      .flatMap((each) => (each.role === 'tool' ? [{ name: each.name, result: each.result as UsedResult }] : [])),
    saidBefore: messages.slice(0, at).flatMap((each) => (each.role === 'user' ? [each.text] : [])),
    earlier: messages.slice(0, at).flatMap((each) => (each.role === 'assistant' ? [each.text] : [])),
    canUseTools,
    context,
  };
}

/** What the newest use of a tool has found, if it was that tool and found something. */
export function foundBy<Data>({ used }: Moment, name: string): Data | undefined {
  const result = used.findLast((each) => each.name === name)?.result;
  return result?.status === 'ok' ? (result.data as Data) : undefined;
}

/** The draft that the newest use of a tool has prepared. */
export function preparedBy({ used }: Moment): PreparedDraft | undefined {
  const result = used.at(-1)?.result;
  return result?.status === 'prepared' ? result.draft : undefined;
}

/** Why the newest use of a tool came to nothing. */
export function failureOf({ used }: Moment): string | undefined {
  const result = used.at(-1)?.result;
  if (!result || result.status === 'ok' || result.status === 'prepared') return undefined;
  return result.detail;
}
