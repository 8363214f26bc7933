/** A mark that a model has put into its output for the program that serves it. */
export interface Token {
  /** `open` and `close` stand around thoughts, `turn`, `channel` and `message` around parts of a conversation. */
  readonly kind: 'open' | 'close' | 'call' | 'end' | 'turn' | 'channel' | 'message' | 'other';
  readonly name: string;
}

/** Where the next token stands; without one, from where on the text may yet become one. */
interface Found {
  readonly at: number;
  readonly raw: string;
  readonly token?: Token;
}

const THOUGHTS = [
  'think',
  'thinking',
  'thought',
  'thoughts',
  'reasoning',
  'reflection',
  'seed:think',
  'inner_monologue',
];
const CALLS = ['tool_call', 'tool_calls', 'function_call', 'function_calls', 'tool_code', 'toolcall'];
const WRAPPERS = ['answer', 'final', 'bos', 's', 'output'];

const tagged = (name: string, kind: Token['kind'], closing: Token['kind']): [string, Token][] => [
  [`<${name}>`, { kind, name }],
  [`</${name}>`, { kind: closing, name }],
];

/** Tokens by how they are written, in small letters. */
const LITERALS: ReadonlyMap<string, Token> = new Map<string, Token>([
  ...THOUGHTS.flatMap((name) => tagged(name, 'open', 'close')),
  ...CALLS.flatMap((name) => tagged(name, 'call', 'call')),
  ...WRAPPERS.flatMap((name) => tagged(name, 'other', name === 's' ? 'end' : 'other')),
  ['[think]', { kind: 'open', name: '[think]' }],
  ['[/think]', { kind: 'close', name: '[think]' }],
  ['◁think▷', { kind: 'open', name: '◁think▷' }],
  ['◁/think▷', { kind: 'close', name: '◁think▷' }],
  ['<function=', { kind: 'call', name: 'function' }],
  ['<invoke name=', { kind: 'call', name: 'invoke' }],
  ['[tool_calls]', { kind: 'call', name: 'tool_calls' }],
  ['<end_of_turn>', { kind: 'end', name: 'end_of_turn' }],
  ['<eos>', { kind: 'end', name: 'eos' }],
  ['<start_of_turn>', { kind: 'turn', name: 'start_of_turn' }],
  ['[inst]', { kind: 'end', name: 'inst' }],
  ['[/inst]', { kind: 'other', name: 'inst' }],
]);
const LONGEST = Math.max(...[...LITERALS.keys()].map((literal) => literal.length));

/** `<|im_end|>`, and the same with the wide signs of some models. */
const BARRED = /^<[|｜]([^|｜<>\n]{1,40})[|｜]>/;
const BARRED_BEGUN = /^<(?:[|｜](?:[^|｜<>\n]{0,40}[|｜]?)?)?$/;
const BARRED_KINDS: readonly [RegExp, Token['kind']][] = [
  [
    /^(?:im_end|end|return|call|eot_id|eom_id|endoftext|end_of_text|end_of_turn|end_of_sentence|end_response|user|assistant|system|observation)$/,
    'end',
  ],
  [/^(?:im_start|start|start_header_id)$/, 'turn'],
  [/^channel$/, 'channel'],
  [/^(?:message|im_middle|im_sep|end_header_id)$/, 'message'],
  [/^(?:python_tag|tool_?calls?.*|tool_sep.*|functions?|plugin|action_start)$/, 'call'],
];
const BARRED_THOUGHTS: Readonly<Record<string, Token>> = {
  begin_of_thought: { kind: 'open', name: '|thought|' },
  end_of_thought: { kind: 'close', name: '|thought|' },
  start_thinking: { kind: 'open', name: '|thinking|' },
  end_thinking: { kind: 'close', name: '|thinking|' },
};

/** What is left of harmony where its tokens were dropped: the names of two channels run into the text. */
const BARE_BEGIN = 'analysis';
const BARE_BEGUN = /^analysis(?=[\p{Lu}"“'])/u;
const BARE_END = 'assistantfinal';
const BARE: Omit<Token, 'kind'> = { name: BARE_BEGIN };
/** As much of a text as tells what stands at its beginning. */
const LOOKED_AT = Math.max(LONGEST, 48);

/** What is known of a text when it is looked at. */
interface Known {
  /** Nothing comes behind it. */
  readonly isLast: boolean;
  /** Nothing came before it. */
  readonly isFirst: boolean;
  /** It is in the channel whose name ran into the text. */
  readonly isBare: boolean;
}

/** Finds the first token of a text. */
export function tokenAt(text: string, { isLast, isFirst, isBare }: Known): Found {
  if (isFirst && BARE_BEGUN.test(text)) return { at: 0, raw: BARE_BEGIN, token: { kind: 'open', ...BARE } };
  if (isFirst && !isLast && text !== '' && BARE_BEGIN.startsWith(text)) return { at: 0, raw: '' };
  for (const { index } of text.matchAll(isBare ? /[<[◁a]/g : /[<[◁]/g)) {
    const rest = text.slice(index, index + LOOKED_AT);
    if (isBare && rest.startsWith(BARE_END)) return { at: index, raw: BARE_END, token: { kind: 'close', ...BARE } };
    const found = literalIn(rest) ?? barredIn(rest);
    if (found) return { at: index, ...found };
    const isAtEnd = index + rest.length === text.length;
    if (isLast && isAtEnd && rest.length > 1 && BARRED_BEGUN.test(rest)) {
      return { at: index, raw: rest, token: { kind: 'other', name: rest } };
    }
    const isBegun = mayBecomeOne(rest) || (isBare && BARE_END.startsWith(rest));
    if (!isLast && isAtEnd && isBegun) return { at: index, raw: '' };
  }
  return { at: text.length, raw: '' };
}

function literalIn(rest: string): Omit<Found, 'at'> | undefined {
  const lower = rest.toLowerCase();
  for (const [literal, token] of LITERALS) {
    if (lower.startsWith(literal)) return { raw: rest.slice(0, literal.length), token };
  }
  return undefined;
}

function barredIn(rest: string): Omit<Found, 'at'> | undefined {
  const [raw, inside = ''] = BARRED.exec(rest) ?? [];
  if (raw === undefined) return undefined;
  const name = inside.toLowerCase().replaceAll('▁', '_').trim();
  const kind = BARRED_KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
  return { raw, token: BARRED_THOUGHTS[name] ?? { kind, name } };
}

function mayBecomeOne(rest: string): boolean {
  const lower = rest.toLowerCase();
  if (BARRED_BEGUN.test(rest)) return true;
  for (const literal of LITERALS.keys()) if (literal.startsWith(lower)) return true;
  return false;
}
