import { expect } from 'chai';
import { startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { callOf, CITY_TOOL, llmSettings, question } from '#test/support/llm.ts';
import type { Fault } from '../errors.ts';
import type { ModelAnswer } from '../types.ts';
import { createModels } from './models.ts';

const call = (more: object = {}, given: unknown = '{"city":"Rome"}') => ({
  id: 'call_a',
  type: 'function',
  function: { name: 'find_city', arguments: given },
  ...more,
});
/** Without any arguments. */
const bare = (more: object = {}) => ({ id: 'call_bare', type: 'function', function: { name: 'find_city' }, ...more });
const message = (more: object) => ({
  choices: [{ index: 0, message: { role: 'assistant', ...more }, finish_reason: 'stop' }],
});
const delta = (more: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta: more, finish_reason: finish }],
});
const END = delta({}, 'stop');

describe('servers that speak the chat completions API in their own way', () => {
  let provider: LlmProvider;
  before(async () => {
    provider = await startLlmProvider();
  });
  beforeEach(() => provider.reset());
  after(() => provider?.stop());

  async function ask(isStream: boolean): Promise<ModelAnswer & { readonly failed?: Fault }> {
    const [first] = createModels(llmSettings(provider.url));
    const listener = isStream ? { onText: () => undefined } : {};
    return first!.model.call(question({ tools: [CITY_TOOL] }), callOf('nobody', listener));
  }
  /** The answer to a whole body, or to the events of a stream. */
  async function answerTo(sent: object | readonly (object | string)[]): Promise<ModelAnswer> {
    const isStream = Array.isArray(sent);
    const lines = isStream
      ? sent.map((each: object | string) => (typeof each === 'string' ? each : `data: ${JSON.stringify(each)}\n\n`))
      : [];
    provider.next({ does: 'send', isStream, text: isStream ? lines.join('') : JSON.stringify(sent) });
    return ask(isStream);
  }
  const kindOf = (sent: Parameters<typeof answerTo>[0]): Promise<unknown> =>
    answerTo(sent).then(
      () => 'answered',
      (error: unknown) => (error as Fault).kind,
    );

  const TEXTS: readonly [string, Parameters<typeof answerTo>[0]][] = [
    [
      'content in parts',
      message({
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'text', text: '.' },
        ],
      }),
    ],
    [
      'content in parts with thoughts',
      message({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'secret' }] },
          { type: 'text', text: 'Hello.' },
        ],
      }),
    ],
    ['usage that is null', { ...message({ content: 'Hello.' }), usage: null }],
    ['no reason of the end', { choices: [{ index: 0, message: { content: 'Hello.' } }] }],
    ['a stream of parts', [delta({ content: [{ type: 'text', text: 'Hello.' }] }), END, 'data: [DONE]\n\n']],
    ['a stream without its last word', [delta({ content: 'Hello.' }), END]],
    [
      'a stream with comments',
      [': keep-alive\n\n', delta({ content: 'Hel' }), ': ping\n\n', delta({ content: 'lo.' }), END],
    ],
    ['a stream with empty choices', [{ choices: [] }, delta({ content: 'Hello.' }), END, { choices: [], usage: null }]],
    [
      'a stream with lines of another system',
      [`data: ${JSON.stringify(delta({ content: 'Hello.' }))}\r\n\r\n`, `data: ${JSON.stringify(END)}\r\n\r\n`],
    ],
    [
      'a stream that names its role at first',
      [delta({ role: 'assistant', content: '' }), delta({ content: 'Hello.' }), END],
    ],
  ];
  for (const [what, sent] of TEXTS) {
    it(`are understood with ${what}`, async () => {
      const { text, usage } = await answerTo(sent);
      expect(text).to.equal('Hello.');
      expect(usage.outputTokens, 'what was not counted is not zero').to.equal(undefined);
    });
  }

  const CALLS: readonly [string, Parameters<typeof answerTo>[0], readonly unknown[]][] = [
    [
      'arguments as an object',
      message({ content: null, tool_calls: [call({}, { city: 'Rome' })] }),
      [{ city: 'Rome' }],
    ],
    ['no arguments', message({ tool_calls: [bare(), call({ id: 'b' }, null), call({ id: 'c' }, '')] }), [{}, {}, {}]],
    [
      'ids that are missing, empty and the same',
      message({ tool_calls: [call({ id: undefined }), call({ id: '' }), call(), call()] }),
      Array.from({ length: 4 }, () => ({ city: 'Rome' })),
    ],
    [
      'arguments as an object in a stream',
      [delta({ tool_calls: [call({ index: 0 }, { city: 'Rome' })] }), END],
      [{ city: 'Rome' }],
    ],
    ['no arguments in a stream', [delta({ tool_calls: [bare({ index: 0 })] }), END], [{}]],
    [
      'gaps between the numbers of calls',
      [
        delta({ tool_calls: [call({ index: 1 }, '{"city":')] }),
        delta({ tool_calls: [call({ index: 4, id: 'call_b' }, '{"city":')] }),
        delta({ tool_calls: [{ index: 1, function: { arguments: '"Rome"}' } }] }),
        delta({ tool_calls: [{ index: 4, function: { arguments: '"Oslo"}' } }] }),
        END,
      ],
      [{ city: 'Rome' }, { city: 'Oslo' }],
    ],
    [
      'two calls under one number',
      [
        delta({ tool_calls: [call({ index: 0 })] }),
        delta({ tool_calls: [call({ index: 0, id: 'call_b' }, '{"city":"Oslo"}')] }),
        END,
      ],
      [{ city: 'Rome' }, { city: 'Oslo' }],
    ],
  ];
  for (const [what, sent, inputs] of CALLS) {
    it(`are understood with ${what}`, async () => {
      const { toolCalls } = await answerTo(sent);
      expect(toolCalls.map(({ input }) => input)).to.deep.equal(inputs);
      expect(new Set(toolCalls.map(({ id }) => id)).size).to.equal(inputs.length);
      expect(toolCalls.every(({ id }) => id !== '')).to.equal(true);
    });
  }

  const FAULTS: readonly [string, Parameters<typeof answerTo>[0], string][] = [
    ['an error in place of an answer', { error: { message: 'overloaded', code: 503 } }, 'unavailable'],
    ['a limit in place of an answer', { error: { message: 'slow down', code: 429 } }, 'rate_limited'],
    ['a refusal in place of an answer', { error: { message: 'no such model', code: 404 } }, 'rejected'],
    ['an error in words in place of an answer', { error: 'out of memory' }, 'unavailable'],
    [
      'an error inside a stream',
      [delta({ content: 'Hel' }), { error: { message: 'overloaded', code: 502 } }],
      'unavailable',
    ],
    ['a limit inside a stream', [{ error: { message: 'slow down', code: 429 } }], 'rate_limited'],
    ['no choice at all', { choices: [] }, 'bad_output'],
  ];
  for (const [what, sent, kind] of FAULTS) {
    it(`fail with ${what} as what it is`, async () => expect(await kindOf(sent)).to.equal(kind));
  }
});
