import { jsonSchema, tool, type ModelMessage, type ToolSet } from 'ai';
import type { LlmMessage, LlmTool } from '../types.ts';
import { toToolSchema } from './tool-schema.ts';

type ToolMessage = Extract<ModelMessage, { role: 'tool' }>;

/** Tools that only can be asked for: there is nothing to run, and inputs are checked later. */
export function toToolSet(tools: readonly LlmTool[]): ToolSet {
  return Object.fromEntries(
    tools.map(({ name, description, input }) => [
      name,
      tool({ description, inputSchema: jsonSchema(toToolSchema(input)) }),
    ]),
  );
}

/** The conversation as the SDK takes it; results that follow each other are one message, as providers demand. */
export function toModelMessages(messages: readonly LlmMessage[]): ModelMessage[] {
  const made: ModelMessage[] = [];
  for (const message of messages) {
    if (message.role === 'user') made.push({ role: 'user', content: message.text });
    else if (message.role === 'assistant') made.push(...toAssistant(message));
    else {
      const last = made.at(-1);
      if (last?.role === 'tool') last.content.push(toResult(message));
      else made.push({ role: 'tool', content: [toResult(message)] });
    }
  }
  return made;
}

function toAssistant({ text, toolCalls }: Extract<LlmMessage, { role: 'assistant' }>): ModelMessage[] {
  if (text === '' && toolCalls.length === 0) return []; // no provider takes a message without content
  const calls = toolCalls.map(({ id, name, input }) => ({
    type: 'tool-call' as const,
    toolCallId: id,
    toolName: name,
    input,
  }));
  return [{ role: 'assistant', content: [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...calls] }];
}

function toResult({ callId, name, result }: Extract<LlmMessage, { role: 'tool' }>): ToolMessage['content'][number] {
  return {
    type: 'tool-result',
    toolCallId: callId,
    toolName: name,
    output: { type: 'json', value: (result ?? null) as never },
  };
}
