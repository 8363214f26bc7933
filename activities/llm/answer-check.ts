import { Fault } from './errors.ts';
import { readInput } from './tool-input.ts';
import type { LlmRequest, LlmTool, LlmToolCall, ModelAnswer } from './types.ts';

const FENCED = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i;
const MAX_ADVICE = 2_000;

/** Stands at the end of a text that was cut short. */
const CUT_MARK = '[…]';

/**
 * Gives the answer back when it can be used: it says something, and every tool that it asks for exists and takes the input.
 * Inputs that came as text, fenced or not, are read, and `readInput` says what of them counts. A text that ran into the limit
 * is taken with a mark, and only as the last answer; tools are never taken from half an answer. Otherwise throws the `Fault`
 * with the words for the model.
 */
export function usable(answer: ModelAnswer, { tools, maxOutputTokens }: LlmRequest, isLast: boolean): ModelAnswer {
  const { text, toolCalls, isCutShort = false } = answer;
  const isEmpty = text.trim() === '' && toolCalls.length === 0;
  if (isCutShort && (isEmpty || toolCalls.length > 0 || !isLast)) throw cutShort(maxOutputTokens);
  if (isEmpty) throw new Fault('empty');
  if (isCutShort) return { ...answer, text: text + (/\s$/.test(text) ? '' : ' ') + CUT_MARK };
  return { ...answer, toolCalls: toolCalls.map((call) => checked(call, tools)) };
}

/**
 * The question again, with what came of it and why that is no use. It stands behind what the user has said last; behind
 * results of tools many models take nothing that a user says, so it goes with the rules there.
 */
export function askedAgain(request: LlmRequest, { advice }: Fault): LlmRequest {
  const text = `Your last answer to this could not be used. ${advice} Answer again, in the right form.`;
  if (request.messages.at(-1)?.role === 'tool') return { ...request, system: `${request.system}\n\n${text}` };
  return { ...request, messages: [...request.messages, { role: 'user', text }] };
}

function checked({ id, name, input }: LlmToolCall, tools: readonly LlmTool[]): LlmToolCall {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw badOutput(`There is no tool '${name.slice(0, 80)}'.`);
  const read = readInput(tool.input, typeof input === 'string' ? readText(input) : input);
  if ('wrong' in read) throw badOutput(`The input of '${name}' is wrong:\n${read.wrong}`);
  return { id, name, input: read.input };
}

/** Some models wrap their JSON in a fence, or put it into a string. What is not JSON stays as it is, and is refused. */
function readText(text: string): unknown {
  if (text.trim() === '') return undefined;
  const [, inside = text] = FENCED.exec(text) ?? [];
  try {
    return JSON.parse(inside);
  } catch {
    return text;
  }
}

const cutShort = (maxOutputTokens: number): Fault =>
  new Fault('cut_short', {
    advice: `It was cut off after ${maxOutputTokens} tokens, the most that an answer may have, thoughts included. Be much briefer.`,
  });

const badOutput = (advice: string): Fault => new Fault('bad_output', { advice: advice.slice(0, MAX_ADVICE) });
