import { createHash } from 'node:crypto';
import { toToolSchema } from '../models/tool-schema.ts';
import type { LlmMessage, LlmRequest } from '../types.ts';

interface Scope {
  readonly accountId: string;
  readonly generation: number;
}

const VERSION = 2;

/**
 * The name under which an answer is kept: everything that it depends on, and whose it is. Requests that differ only in the
 * spaces of a text, the order of fields or the ids that a model gave to its calls have the same.
 */
export function cacheKey(model: string, request: LlmRequest, { accountId, generation }: Scope): string {
  const { feature, system, messages, tools, maxOutputTokens } = request;
  const shown = tools.map(({ name, description, input }) => ({ name, description, input: toToolSchema(input) }));
  const all = [
    VERSION,
    accountId,
    generation,
    model,
    feature,
    maxOutputTokens,
    plain(system),
    normalised(messages),
    shown,
  ];
  return createHash('sha256').update(canonical(all)).digest('hex');
}

function normalised(messages: readonly LlmMessage[]): unknown[] {
  const ids = new Map<string, number>();
  const idOf = (given: string): number => {
    const known = ids.get(given) ?? ids.size;
    ids.set(given, known);
    return known;
  };
  return messages.map((message) => {
    if (message.role === 'tool') return { ...message, callId: idOf(message.callId) };
    const text = plain(message.text);
    if (message.role === 'user') return { ...message, text };
    // what a model thought is not what it was asked: the same answers of tools lead on alike
    return { role: message.role, text, toolCalls: message.toolCalls.map((call) => ({ ...call, id: idOf(call.id) })) };
  });
}

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim();

/** JSON whose fields are in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
