import { expect } from 'chai';
import type { LlmMessage } from '../types.ts';
import { toModelMessages } from './messages.ts';

const user = (text: string): LlmMessage => ({ role: 'user', text });
const says = (text: string, ...ids: string[]): LlmMessage => ({
  role: 'assistant',
  text,
  toolCalls: ids.map((id) => ({ id, name: 'find', input: {} })),
});
const result = (callId: string, found: unknown = callId): LlmMessage => ({
  role: 'tool',
  callId,
  name: 'find',
  result: found,
});

/** The conversation in short: who, and what. */
function short(messages: readonly LlmMessage[]): string[] {
  return toModelMessages(messages, 'a-model').map(({ role, content }) => {
    if (typeof content === 'string') return `${role}: ${content}`;
    const parts = content.map((part) => {
      if (part.type === 'text') return part.text;
      if (part.type === 'tool-call') return `use ${part.toolCallId}`;
      return part.type === 'tool-result'
        ? `${part.toolCallId} ${JSON.stringify((part.output as { value: unknown }).value)}`
        : part.type;
    });
    return `${role}: ${parts.join(' | ')}`;
  });
}

describe('toModelMessages', () => {
  const CASES: readonly [string, readonly LlmMessage[], readonly string[]][] = [
    [
      'joins what a user says in a row',
      [user('a'), user('b'), says('c'), user('d')],
      ['user: a\n\nb', 'assistant: c', 'user: d'],
    ],
    [
      'joins what a model says in a row',
      [user('a'), says('b'), says('c'), user('d')],
      ['user: a', 'assistant: b\n\nc', 'user: d'],
    ],
    [
      'leaves out what is empty, and joins what stood around it',
      [user('a'), says(''), user(' '), user('b')],
      ['user: a\n\nb'],
    ],
    ['begins with the user', [says('Welcome.'), user('a')], ['user: …', 'assistant: Welcome.', 'user: a']],
    ['is never empty', [user('')], ['user: …']],
    [
      'puts results behind their uses, in their order',
      [user('a'), says('', 'x', 'y'), result('y'), result('x')],
      ['user: a', 'assistant: use call00001 | use call00002', 'tool: call00001 "x" | call00002 "y"'],
    ],
    [
      'tells of a use without a result, and of no result without a use',
      [user('a'), says('', 'x'), result('z'), says('b'), user('c')],
      ['user: a', 'assistant: use call00001', 'tool: call00001 {"status":"not_made"}', 'assistant: b', 'user: c'],
    ],
    [
      'tells uses apart that share an id, in one answer and in two',
      [user('a'), says('', 'x', 'x'), result('x', 1), result('x', 2), says('', 'x'), result('x', 3)],
      [
        'user: a',
        'assistant: use call00001 | use call00002',
        'tool: call00001 1 | call00002 2',
        'assistant: use call00003',
        'tool: call00003 3',
      ],
    ],
    ['drops results at the beginning', [result('x'), user('a')], ['user: a']],
  ];
  for (const [what, messages, expected] of CASES) {
    it(what, () => expect(short(messages)).to.deep.equal(expected));
  }

  it('gives every use an id that the strictest provider takes, and leaves a model its own', () => {
    const foreign = 'functions.find:0 '.repeat(20);
    const [, retold] = toModelMessages([user('a'), says('', foreign), result(foreign)], 'a-model');
    expect(JSON.stringify(retold)).to.match(/"toolCallId":"[a-zA-Z0-9]{9}"/);
    const memory = { model: 'a-model', parts: [{ type: 'call', index: 0 } as const] };
    const own = { ...says('', 'functions.find:0'), memory } as LlmMessage;
    const [, first, , second] = toModelMessages([user('a'), own, result('functions.find:0'), own], 'a-model');
    expect(JSON.stringify(first)).to.contain('"toolCallId":"functions.find:0"');
    expect(JSON.stringify(second)).not.to.contain('functions.find:0');
  });

  it('gives back of an answer only the uses that were kept', () => {
    const parts = [0, 1, 2].map((index) => ({ type: 'call', index }) as const);
    const own = { ...says('', 'x', 'y'), memory: { model: 'a-model', parts } } as LlmMessage;
    expect(short([user('a'), own, result('x'), result('y')])).to.deep.equal([
      'user: a',
      'assistant: use x | use y',
      'tool: x "x" | y "y"',
    ]);
  });
});
