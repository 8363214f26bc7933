import { z } from 'zod';
import { Fault } from './errors.ts';
import type { LlmRequest, LlmTool, LlmToolCall, ModelAnswer } from './types.ts';

const FENCED = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i;
const MAX_ADVICE = 2_000;

/**
 * Gives the answer back when it can be used: it says something, and every tool that it asks for exists and takes the input.
 * Inputs that came as text, fenced or not, are read. Otherwise throws the `Fault` with the words for the model.
 */
export function usable(answer: ModelAnswer, { tools }: LlmRequest): ModelAnswer {
  if (answer.text.trim() === '' && answer.toolCalls.length === 0) throw new Fault('empty');
  return { ...answer, toolCalls: answer.toolCalls.map((call) => checked(call, tools)) };
}

/** The question again, behind it what came of it and why that is no use. */
export function askedAgain(request: LlmRequest, { advice }: Fault): LlmRequest {
  const text = `Your last answer to this could not be used. ${advice} Answer again, in the right form.`;
  return { ...request, messages: [...request.messages, { role: 'user', text }] };
}

function checked({ id, name, input }: LlmToolCall, tools: readonly LlmTool[]): LlmToolCall {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw badOutput(`There is no tool '${name.slice(0, 80)}'.`);
  const read = typeof input === 'string' ? readText(input) : input;
  const result = tool.input.safeParse(read);
  if (!result.success) throw badOutput(`The input of '${name}' is wrong:\n${z.prettifyError(result.error)}`);
  return { id, name, input: read };
}

/** Some models wrap their JSON in a fence, or put it into a string. What is not JSON stays as it is, and is refused. */
function readText(text: string): unknown {
  const [, inside = text] = FENCED.exec(text) ?? [];
  try {
    return JSON.parse(inside);
  } catch {
    return text;
  }
}

const badOutput = (advice: string): Fault => new Fault('bad_output', { advice: advice.slice(0, MAX_ADVICE) });
