import type { SaidAnswer, SaidThought } from './llm-provider.ts';

/** One format in which providers speak: what an answer looks like on the wire, whole and in pieces. */
export interface Wire {
  /** What a stream begins with. */
  opening(model: string): string;
  text(model: string, content: string): string;
  /** In pieces, before the text. */
  thought(model: string, thought: SaidThought): string;
  /** Everything behind the text: refusal, tools, the reason of the end, and what was counted. */
  ending(model: string, answer: SaidAnswer): string;
  whole(model: string, answer: SaidAnswer): object;
  /** The body of a refusal with a status. */
  refusal(status: number): object;
  /** An error inside a stream that began well. */
  readonly failure: string;
  /** The beginning of a whole answer up to the text, for one that never ends. */
  readonly endless: string;
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
const named = (type: string, data: object = {}): string => `event: ${type}\n${event({ type, ...data })}`;

const argumentsOf = ({ calls = [] }: SaidAnswer): { name: string; id: string; text: string; extra: object }[] =>
  calls.map(({ name, input = {}, raw, signature }, index) => ({
    name,
    id: `call_${index}`,
    text: raw ?? JSON.stringify(input),
    extra: signature === undefined ? {} : { extra_content: { google: { thought_signature: signature } } },
  }));

const textOf = ({ text, pieces }: SaidAnswer): string | undefined => text ?? pieces?.join('');
const counted = ({ usage = { prompt: 100, completion: 20 } }: SaidAnswer) => (usage === 'none' ? undefined : usage);

/** Cut in two, as long arguments come. */
function halves(text: string): [string, string] {
  const half = Math.ceil(text.length / 2);
  return [text.slice(0, half), text.slice(half)];
}

const chunk = (model: string, delta: object, finish: string | null = null) => ({
  id: 'a',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const thoughtIn = ({ text, signature, field = 'reasoning_content' }: SaidThought, part = text) =>
  field === 'reasoning'
    ? {
        reasoning: part,
        reasoning_details: [{ type: 'reasoning.text', index: 0, text: part, signature: signature ?? null }],
      }
    : { reasoning_content: part };
const reasonOf = ({ finish, calls }: SaidAnswer): string => finish ?? (calls?.length ? 'tool_calls' : 'stop');
const usageOf = (answer: SaidAnswer) => {
  const usage = counted(answer);
  if (!usage) return {};
  const { prompt, completion } = usage;
  return { usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion } };
};

/** The chat completions API of OpenAI. */
export const OPENAI_WIRE: Wire = {
  opening: () => '',
  text: (model, content) => event(chunk(model, { content })),
  thought: (model, thought) =>
    halves(thought.text)
      .map((part) => event(chunk(model, thoughtIn(thought, part))))
      .join(''),
  ending(model, answer) {
    const calls = argumentsOf(answer).flatMap(({ name, id, text, extra }, index) => {
      const [first, rest] = halves(text);
      const begun = { index, id, type: 'function', function: { name, arguments: first }, ...extra };
      return [
        chunk(model, { tool_calls: [begun] }),
        chunk(model, { tool_calls: [{ index, function: { arguments: rest } }] }),
      ];
    });
    const refusal = answer.refusal === undefined ? [] : [chunk(model, { refusal: answer.refusal })];
    const usage = counted(answer) ? [{ ...chunk(model, {}), choices: [], ...usageOf(answer) }] : [];
    const all = [...refusal, ...calls, chunk(model, {}, reasonOf(answer)), ...usage];
    return `${all.map(event).join('')}data: [DONE]\n\n`;
  },
  whole(model, answer) {
    const calls = argumentsOf(answer).map(({ name, id, text, extra }) => ({
      id,
      type: 'function',
      function: { name, arguments: text },
      ...extra,
    }));
    const message = {
      role: 'assistant',
      content: textOf(answer) ?? null,
      ...(answer.thought && thoughtIn(answer.thought)),
      ...(answer.refusal !== undefined && { refusal: answer.refusal }),
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    const choices = [{ index: 0, message, finish_reason: reasonOf(answer) }];
    return { id: 'a', object: 'chat.completion', created: 1, model, choices, ...usageOf(answer) };
  },
  refusal: (status) => ({ error: { message: `status ${status}`, type: 'error', code: null } }),
  failure: event({ error: { message: 'overloaded', type: 'server_error', param: null, code: null } }),
  endless: '{"choices":[{"message":{"role":"assistant","content":"',
};

const GOOGLE_REASONS = { stop: 'STOP', length: 'MAX_TOKENS', tool_calls: 'STOP', content_filter: 'SAFETY' } as const;
const metadataOf = (answer: SaidAnswer) => {
  const usage = counted(answer);
  if (!usage) return {};
  const { prompt, completion } = usage;
  return {
    usageMetadata: {
      promptTokenCount: prompt,
      candidatesTokenCount: completion,
      totalTokenCount: prompt + completion,
    },
  };
};
const candidate = (parts: readonly object[], finishReason?: string) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...(finishReason !== undefined && { finishReason }) }],
});
/** A question that is not let through has no candidate at all. */
function googleAnswer(answer: SaidAnswer, parts: readonly object[]): object {
  if (answer.refusal !== undefined) return { promptFeedback: { blockReason: answer.refusal }, ...metadataOf(answer) };
  const calls = (answer.calls ?? []).map(({ name, input = {}, signature }) => ({
    functionCall: { name, args: input },
    ...(signature !== undefined && { thoughtSignature: signature }),
  }));
  return { ...candidate([...parts, ...calls], GOOGLE_REASONS[answer.finish ?? 'stop']), ...metadataOf(answer) };
}

/** The `generateContent` API of Google; its refusal is the reason for which a question was blocked. */
export const GOOGLE_WIRE: Wire = {
  opening: () => '',
  text: (_model, text) => event(candidate([{ text }])),
  thought: (_model, { text }) =>
    halves(text)
      .map((part) => event(candidate([{ text: part, thought: true }])))
      .join(''),
  ending: (_model, answer) => event(googleAnswer(answer, [])),
  whole(_model, answer) {
    const text = textOf(answer);
    const thoughts = answer.thought ? [{ text: answer.thought.text, thought: true }] : [];
    return googleAnswer(answer, [...thoughts, ...(text === undefined ? [] : [{ text }])]);
  },
  refusal: (status) => ({ error: { code: status, message: `status ${status}`, status: 'FAILED' } }),
  failure: event({ error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } }),
  endless: '{"candidates":[{"content":{"role":"model","parts":[{"text":"',
};

const ANTHROPIC_REASONS = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use', content_filter: 'refusal' };
const stopOf = (answer: SaidAnswer): string =>
  answer.refusal === undefined
    ? ANTHROPIC_REASONS[answer.finish ?? (answer.calls?.length ? 'tool_calls' : 'stop')]
    : 'refusal';
const countsOf = (answer: SaidAnswer) => ({
  input_tokens: counted(answer)?.prompt ?? 0,
  output_tokens: counted(answer)?.completion ?? 0,
});
/** Apart from those of texts and tools. */
const THOUGHT_INDEX = 50;
const message = (model: string) => ({ id: 'msg_a', type: 'message', role: 'assistant', model, stop_sequence: null });

/** The messages API of Anthropic. */
export const ANTHROPIC_WIRE: Wire = {
  opening(model) {
    const usage = { input_tokens: 0, output_tokens: 1 };
    const begun = { ...message(model), content: [], stop_reason: null, usage };
    return (
      named('message_start', { message: begun }) +
      named('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
      named('ping')
    );
  },
  text: (_model, text) => named('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  thought(_model, { text, signature = '' }) {
    const index = THOUGHT_INDEX;
    const delta = (more: object): string => named('content_block_delta', { index, delta: more });
    return [
      named('content_block_start', { index, content_block: { type: 'thinking', thinking: '', signature: '' } }),
      ...halves(text).map((thinking) => delta({ type: 'thinking_delta', thinking })),
      delta({ type: 'signature_delta', signature }),
      named('content_block_stop', { index }),
    ].join('');
  },
  ending(_model, answer) {
    const calls = argumentsOf(answer).flatMap(({ name, id, text }, position) => {
      const index = position + 1;
      const deltas = halves(text).map((partial_json) =>
        named('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json } }),
      );
      const content_block = { type: 'tool_use', id, name, input: {} };
      return [
        named('content_block_start', { index, content_block }),
        ...deltas,
        named('content_block_stop', { index }),
      ];
    });
    const delta = { stop_reason: stopOf(answer), stop_sequence: null };
    return [
      named('content_block_stop', { index: 0 }),
      ...calls,
      named('message_delta', { delta, usage: countsOf(answer) }),
      named('message_stop'),
    ].join('');
  },
  whole(model, answer) {
    const text = textOf(answer);
    const calls = (answer.calls ?? []).map(({ name, input = {} }, index) => ({
      type: 'tool_use',
      id: `call_${index}`,
      name,
      input,
    }));
    const { thought } = answer;
    const thoughts = thought ? [{ type: 'thinking', thinking: thought.text, signature: thought.signature ?? '' }] : [];
    const content = [...thoughts, ...(text === undefined ? [] : [{ type: 'text', text }]), ...calls];
    return { ...message(model), content, stop_reason: stopOf(answer), usage: countsOf(answer) };
  },
  refusal: (status) => ({ type: 'error', error: { type: 'api_error', message: `status ${status}` } }),
  failure: named('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
  endless: '{"type":"message","role":"assistant","content":[{"type":"text","text":"',
};
