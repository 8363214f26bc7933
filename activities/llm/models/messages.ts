import { jsonSchema, tool, type ModelMessage, type ToolSet } from 'ai';
import type { LlmMessage, LlmTool, Metadata, ModelMemory } from '../types.ts';
import { toToolSchema } from './tool-schema.ts';

type Assistant = Extract<LlmMessage, { role: 'assistant' }>;
type Result = Extract<LlmMessage, { role: 'tool' }>;
type AssistantContent = Exclude<Extract<ModelMessage, { role: 'assistant' }>['content'], string>;
type ToolContent = Extract<ModelMessage, { role: 'tool' }>['content'];
/** The SDK takes as options of a provider what it has given as its metadata. */
type Options = { providerOptions?: never };

/** Tools that only can be asked for: there is nothing to run, and inputs are checked later. */
export function toToolSet(tools: readonly LlmTool[]): ToolSet {
  return Object.fromEntries(
    tools.map(({ name, description, input }) => [
      name,
      tool({ description, inputSchema: jsonSchema(toToolSchema(input)) }),
    ]),
  );
}

/** Stands where a conversation would begin with an answer, or with nothing. */
const NOTHING_SAID = '…';
const NO_RESULT = { status: 'not_made' };

/**
 * The conversation as every provider takes it, also those that are strict: it begins with the user; user and model take
 * turns, so neighbours of one side are joined and what is empty is left out; behind every use of a tool stands one result, in
 * the order of the uses, under an id that is there once. A model gets back what it must have of its own answers, and nothing
 * of what another one has thought.
 */
export function toModelMessages(messages: readonly LlmMessage[], model: string): ModelMessage[] {
  const made: ModelMessage[] = [];
  const idOf = createIds();
  for (const [index, message] of messages.entries()) {
    if (message.role === 'user') addUser(made, message.text);
    else if (message.role === 'assistant') {
      if (made.length === 0) addUser(made, NOTHING_SAID);
      const behind = messages.slice(index + 1);
      const end = behind.findIndex(({ role }) => role !== 'tool');
      const results = behind.slice(0, end < 0 ? behind.length : end) as readonly Result[];
      addAssistant(made, message, results, model, idOf);
    }
  }
  if (made.length === 0) addUser(made, NOTHING_SAID);
  return made;
}

function addUser(made: ModelMessage[], text: string): void {
  const last = made.at(-1);
  if (text.trim() === '') return; // no provider takes a message without content
  if (last?.role === 'user') last.content = `${last.content as string}\n\n${text}`;
  else made.push({ role: 'user', content: text });
}

function addAssistant(
  made: ModelMessage[],
  message: Assistant,
  results: readonly Result[],
  model: string,
  idOf: (given: string, isOwn: boolean) => string,
): void {
  const memory = message.memory?.model === model ? message.memory : undefined;
  const ids = message.toolCalls.map(({ id }) => idOf(id, memory !== undefined));
  const content = memory ? remembered(message, memory, ids) : retold(message, ids);
  if (content.length === 0) return;
  const last = made.at(-1);
  if (last?.role === 'assistant') join(last.content as AssistantContent, content);
  else made.push({ role: 'assistant', content, ...optionsOf(memory?.metadata) });
  const open = [...results];
  const found = message.toolCalls.map((call, index): ToolContent[number] => {
    const at = open.findIndex(({ callId }) => callId === call.id);
    const [result] = at < 0 ? [] : open.splice(at, 1);
    const value = (result ? (result.result ?? null) : NO_RESULT) as never;
    return { type: 'tool-result', toolCallId: ids[index] ?? '', toolName: call.name, output: { type: 'json', value } };
  });
  if (found.length > 0) made.push({ role: 'tool', content: found });
}

/** An answer as anybody may have given it. */
function retold({ text, toolCalls }: Assistant, ids: readonly string[]): AssistantContent {
  const calls = toolCalls.map((call, index) => toCall(call, ids[index]));
  return [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...calls];
}

/** An answer as its model has given it; of its calls those that were kept. */
function remembered({ toolCalls }: Assistant, { parts }: ModelMemory, ids: readonly string[]): AssistantContent {
  const known = new Set(parts.map((part) => (part.type === 'call' ? part.index : -1)));
  const rest = toolCalls.flatMap((call, index) => (known.has(index) ? [] : [toCall(call, ids[index])]));
  const all = parts.flatMap((part): AssistantContent => {
    if (part.type !== 'call') return [{ type: part.type, text: part.text, ...optionsOf(part.metadata) }];
    const call = toolCalls[part.index];
    return call ? [{ ...toCall(call, ids[part.index]), ...optionsOf(part.metadata) }] : [];
  });
  return [...all, ...rest];
}

const toCall = ({ name, input }: Assistant['toolCalls'][number], id = '') => ({
  type: 'tool-call' as const,
  toolCallId: id,
  toolName: name,
  input,
});

const optionsOf = (metadata: Metadata | undefined): Options => (metadata ? { providerOptions: metadata as never } : {});

/** Behind an answer that used no tools. */
function join(content: AssistantContent, more: AssistantContent): void {
  const [last, [first, ...rest]] = [content.at(-1), more];
  if (last?.type === 'text' && first?.type === 'text') {
    content.splice(-1, 1, { ...last, text: `${last.text}\n\n${first.text}` }, ...rest);
  } else content.push(...more);
}

/**
 * Ids of calls, each given once. Those of the model itself stay as they are as long as they differ: some mean something to
 * it. All others get one of nine letters and digits, which every provider takes.
 */
function createIds(): (given: string, isOwn: boolean) => string {
  const taken = new Set<string>();
  return (given, isOwn) => {
    let id = isOwn && given !== '' ? given : '';
    for (let next = taken.size + 1; id === '' || taken.has(id); next += 1) id = `call${String(next).padStart(5, '0')}`;
    taken.add(id);
    return id;
  };
}
