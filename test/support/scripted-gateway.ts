import { createOfflineModel } from '#activities/llm/offline/offline-model.ts';
import type { LlmAnswer, LlmCall, LlmGateway, LlmQuestion } from '#activities/llm/types.ts';

/** What a scripted model says: words, or tools that it wants to use. */
export type Said = string | readonly { readonly name: string; readonly input: unknown }[];

/** One call as a model has had it. */
export interface Heard {
  readonly request: LlmQuestion;
  readonly call: LlmCall;
}

/** A model in place of a foreign one, which says what a test wants. */
export interface ScriptedGateway extends LlmGateway {
  /** Every call there was. */
  readonly heard: Heard[];
  /** Decides what is said; a promise that does not settle is a model that hangs. */
  answer(script: (heard: Heard) => Said | Promise<Said>): void;
}

/** A model that echoes what was said until it is told otherwise. */
export function createScriptedGateway(): ScriptedGateway {
  const heard: Heard[] = [];
  let script: (heard: Heard) => Said | Promise<Said> = ({ request }) => `You said: ${lastWords(request)}`;
  return {
    heard,
    answer: (next) => void (script = next),
    async complete(request, call): Promise<LlmAnswer> {
      heard.push({ request, call });
      const said = await script({ request, call });
      const toolCalls =
        typeof said === 'string' ? [] : said.map((each, index) => ({ id: `call-${call.step}-${index}`, ...each }));
      const text = typeof said === 'string' ? said : '';
      if (text !== '') call.onText?.(text);
      const usage = { inputTokens: 1, outputTokens: 1, costMicros: 0 };
      return { text, toolCalls, model: 'scripted', isOffline: false, isDegraded: false, isCached: false, usage };
    },
  };
}

/** What the user has said last. */
export function lastWords({ messages }: LlmQuestion): string {
  const last = messages.findLast(({ role }) => role === 'user');
  return last?.role === 'user' ? last.text : '';
}

/** The results of tools that the model was shown, newest last. */
export function resultsIn({ messages }: LlmQuestion): unknown[] {
  return messages.flatMap((each) => (each.role === 'tool' ? [each.result] : []));
}

/** The offline model alone, without budgets, a cache or anything else around it. */
export function offlineGateway(): LlmGateway {
  const model = createOfflineModel();
  return {
    async complete(request, call) {
      const { text, toolCalls } = await model.call({ maxOutputTokens: 2_000, ...request }, call);
      const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };
      return { text, toolCalls, model: model.name, isOffline: true, isDegraded: false, isCached: false, usage };
    },
  };
}
