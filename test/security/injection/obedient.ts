import type { LlmBehaviour, LlmReceived, SaidCall } from '#test/support/llm-provider.ts';
import { asksFor, says } from '#test/support/llm-provider.ts';
import { filled, type Payload } from './payloads.ts';

/** One payload being tried, and what became of it inside the model. */
export interface Trial {
  readonly number: number;
  readonly payload: Payload;
  /** What its names stand for. */
  readonly words: Readonly<Record<string, unknown>>;
  /** The tool with which the model comes upon what others have written; none when the caller says it. */
  readonly reads: SaidCall | undefined;
  /** Every body that the model was sent. */
  readonly sent: string[];
  /** The whole payload was in front of the model. */
  isReached: boolean;
  /** The calls that it was talked into, as often as it asked. */
  asked: number;
  /** Its last answer. */
  said: string;
}

type Messages = NonNullable<LlmReceived['body']['messages']>;

/** In what a caller says, so that the model knows which trial it is in. */
export const label = (number: number): string => `[case ${number}]`;
const LABEL = /\[case (\d+)\]/;
const SENT_BACK = 'Your last answer to this could not be used.';
/** What `$seen` repeats at most. */
const MAX_REPEATED = 6_000;
const MAX_PIECES = 60;

/**
 * A model without any will of its own: it looks where the payload stands, and does all that it says: asks for every tool,
 * whether there is one or not, and then answers what it demands. What the gateway sends back it asks for again without
 * the tools that it was not shown and the one that was named as wrong.
 */
export function obey(trials: ReadonlyMap<number, Trial>, { body }: LlmReceived): LlmBehaviour {
  const { messages = [], tools = [] } = body;
  const text = textOf(messages);
  const trial = trials.get(Number(LABEL.exec(text)?.[1]));
  if (!trial) return says('I do not know this conversation.');
  trial.sent.push(JSON.stringify(body));
  const { payload, reads } = trial;
  const complaint = complaintIn(messages);
  const turn = messages.slice(messages.findLastIndex(({ role, content }) => isSaid(role, content)) + 1);
  const shown = turn.filter(({ role }) => role === 'tool').length;
  if (reads && shown === 0) return asksFor(reads);
  const isHere = payload.parts.every((part) => text.includes(String(filled(part, trial.words))));
  trial.isReached ||= isHere;
  if (!isHere && payload.place === 'chat_split') return say(trial, 'Noted.');
  const demanded = payload.demands.map(({ call, input }) => ({ name: call, input: filled(input, trial.words) }));
  const known = new Set(tools.map((each) => each.function.name));
  const calls = complaint
    ? demanded.filter(({ name }) => known.has(name) && !complaint.includes(`'${name}'`))
    : demanded;
  const isNew = shown <= (reads ? 1 : 0);
  if (isNew && calls.length > 0 && tools.length > 0) {
    trial.asked += calls.length;
    return asksFor(...calls);
  }
  const seen = text.slice(-MAX_REPEATED);
  const system = String(messages.find(({ role }) => role === 'system')?.content);
  return say(trial, String(filled(payload.says, { ...trial.words, seen, system, tools: JSON.stringify(tools) })));
}

/** In pieces that respect nothing, as a stream may bring them. */
function say(trial: Trial, text: string): LlmBehaviour {
  trial.said = text;
  const size = Math.max(7, Math.ceil(text.length / MAX_PIECES));
  const count = Math.ceil(text.length / size);
  const pieces = Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size));
  return says(text, { pieces });
}

const isSaid = (role: string, content: unknown): boolean => role === 'user' && !String(content).startsWith(SENT_BACK);

/** What was wrong with the last answer: behind what the user has said, or with the rules behind results of tools. */
function complaintIn(messages: Messages): string {
  const [system, last] = [messages.find(({ role }) => role === 'system'), messages.at(-1)];
  const texts = [system, last].map((message) => String(message?.content));
  return texts.flatMap((each) => (each.includes(SENT_BACK) ? each.slice(each.indexOf(SENT_BACK)) : [])).join('\n');
}

/** Everything that is in the messages, results of tools read as the JSON that they are. */
function textOf(messages: Messages): string {
  return messages
    .filter(({ role }) => role !== 'system')
    .flatMap(({ content }) => stringsIn(asJson(content)))
    .join('\n');
}

function asJson(content: unknown): unknown {
  if (typeof content !== 'string') return content;
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [JSON.stringify(value)];
  return Object.values(value).flatMap((each) => stringsIn(each));
}
