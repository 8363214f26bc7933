import { asksFor, says, type LlmBehaviour, type LlmReceived } from '#test/support/llm-provider.ts';

/** What is said, and the tool that a model uses for it. */
const TOOLS: readonly (readonly [RegExp, string])[] = [
  [/\boffers?\b/i, 'get_offers'],
  [/\b(?:status|how is|news)\b/i, 'get_request_status'],
  [/\bleads?\b/i, 'get_matching_requests'],
  [/\b(?:licence|catalog|services)\b/i, 'get_service_catalog'],
  [/\bneed\b/i, 'create_service_request'],
];
const SHOWN_LENGTH = 120;

/** A model's turn by a few rules: a tool where the words name something to look at, and then what the tool has said. */
export function replyTo({ messages = [], tools = [] }: LlmReceived['body']): LlmBehaviour {
  const last = messages.at(-1);
  const text = textOf(last?.content);
  if (last?.role === 'tool') return says(`So it stands: ${text.slice(0, SHOWN_LENGTH)}`);
  const wanted = TOOLS.find(([words]) => words.test(text))?.[1];
  const isOffered = tools.some(({ function: { name } }) => name === wanted);
  if (wanted === undefined || !isOffered) return says('I see. Tell me more about it.');
  return asksFor({ name: wanted, input: wanted === 'create_service_request' ? { rawInput: text } : {} });
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts = Array.isArray(content) ? (content as { text?: string }[]) : [];
  return parts.map(({ text = '' }) => text).join(' ');
}
