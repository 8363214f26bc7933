import { expect } from 'chai';
import { asksFor, refuses, says, startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { testConfig } from '#test/support/config.ts';
import { callOf, CITY_TOOL, question } from '#test/support/llm.ts';
import { Fault } from '../errors.ts';
import type { LlmRequest, Model, ModelAnswer } from '../types.ts';
import { createModels } from './models.ts';

/** What is the same in every format is held for each of them by the same cases. */
const FORMATS = ['google', 'anthropic', 'openai'] as const;
type Format = (typeof FORMATS)[number];
// oxlint-disable-next-line typescript/no-explicit-any -- what others send is in their format
type Json = Record<string, any>;

/** A conversation with everything in it: a question, two tools at once, their results, and another question. */
const TALK: Partial<LlmRequest> = {
  tools: [CITY_TOOL],
  messages: [
    { role: 'user', text: 'Where is it warm?' },
    {
      role: 'assistant',
      text: 'Let me see.',
      toolCalls: [
        { id: 'c1', name: 'find_city', input: { city: 'Rome' } },
        { id: 'c2', name: 'find_city', input: { city: 'Oslo' } },
      ],
    },
    { role: 'tool', callId: 'c1', name: 'find_city', result: { degrees: 30 } },
    { role: 'tool', callId: 'c2', name: 'find_city', result: { degrees: 5 } },
    { role: 'user', text: 'And in Oslo?' },
  ],
};

for (const format of FORMATS) {
  describe(`models of ${format}`, () => {
    let provider: LlmProvider;
    let model: Model;
    before(async () => {
      provider = await startLlmProvider();
      const name = `${format}:a-model`;
      const { llm } = testConfig({
        LLM_MODELS: name,
        LLM_PRICES: `${name}=1/1`,
        LLM_SILENCE: '400ms',
        [`LLM_${format.toUpperCase()}_KEY`]: 'a-key-that-nobody-may-see',
        [`LLM_${format.toUpperCase()}_URL`]: provider.url,
      });
      model = createModels(llm)[0]!.model;
    });
    beforeEach(() => provider.reset());
    after(() => provider?.stop());

    /** Asks once whole and once as a stream. */
    async function both(
      request: Partial<LlmRequest> = {},
    ): Promise<{ whole: ModelAnswer; streamed: ModelAnswer; heard: string[] }> {
      const heard: string[] = [];
      const whole = await model.call(question(request), callOf('nobody'));
      const onText = (delta: string): void => void heard.push(delta);
      const streamed = await model.call(question(request), callOf('nobody', { onText }));
      return { whole, streamed, heard };
    }
    /** How a model fails, whole and as a stream. */
    async function faults(ways: readonly ('whole' | 'stream')[] = ['whole', 'stream']): Promise<Fault[]> {
      const found: Fault[] = [];
      for (const way of ways) {
        const call = callOf('nobody', way === 'stream' ? { onText: () => undefined } : {});
        const failed: unknown = await model.call(question(), call).catch((error: unknown) => error);
        expect(failed, way).to.be.instanceOf(Fault);
        found.push(failed as Fault);
      }
      return found;
    }

    it('say a text, whole and in the pieces in which it came, with what was counted', async () => {
      provider.always(says('Ciao, bella!', { pieces: ['Ciao, ', 'bella', '!'], usage: { prompt: 7, completion: 3 } }));
      const { whole, streamed, heard } = await both();
      const answer = {
        text: 'Ciao, bella!',
        toolCalls: [],
        usage: { inputTokens: 7, outputTokens: 3 },
        isCutShort: false,
      };
      expect(whole).to.deep.equal(answer);
      expect(streamed).to.deep.equal(answer);
      expect(heard).to.deep.equal(['Ciao, ', 'bella', '!']);
    });

    it('ask for tools, several at once and behind a text', async () => {
      const calls = [
        { name: 'find_city', input: { city: 'Rome' } },
        { name: 'find_city', input: { city: 'São Paulo “x”' } },
      ];
      provider.always({ ...asksFor(...calls), text: 'Let me see.' } as ReturnType<typeof asksFor>);
      const { whole, streamed } = await both({ tools: [CITY_TOOL] });
      for (const { text, toolCalls } of [whole, streamed]) {
        expect(text).to.equal('Let me see.');
        expect(toolCalls.map(({ name, input }) => ({ name, input }))).to.deep.equal(calls);
        const ids = toolCalls.map(({ id }) => id);
        expect(new Set(ids).size, `two calls, two ids: ${ids.join(', ')}`).to.equal(2);
        expect(ids.every((id) => id !== '')).to.equal(true);
      }
    });

    it('are sent the rules, the whole conversation, tools with their schemas and the limit, in their own form', async () => {
      provider.always(says('5 degrees.'));
      await both(TALK);
      for (const { body } of provider.received) expectTalk(format, body as unknown as Json);
    });

    it('are sent no word of tools when there are none', async () => {
      await both();
      expect(provider.received.at(-1)?.body).not.to.have.any.keys('tools', 'tool_choice', 'toolConfig');
    });

    it('tell that an answer ran into its limit', async () => {
      provider.always(says('And so', { finish: 'length' }));
      const { whole, streamed } = await both();
      expect([whole.isCutShort, streamed.isCutShort]).to.deep.equal([true, true]);
    });

    it('are rate limited with the time that they name', async () => {
      provider.always(refuses(429, { 'retry-after': '7' }));
      for (const { kind, retryAfterMs } of await faults()) {
        expect([kind, retryAfterMs]).to.deep.equal(['rate_limited', 7_000]);
      }
    });

    for (const [status, kind] of [
      [400, 'rejected'],
      [401, 'rejected'],
      [403, 'rejected'],
      [404, 'rejected'],
      [413, 'rejected'],
      [408, 'unavailable'],
      [500, 'unavailable'],
      [503, 'unavailable'],
      [529, 'unavailable'],
    ] as const) {
      it(`are ${kind} with ${status}, are asked once, and nothing of it is repeated`, async () => {
        provider.always(refuses(status));
        for (const fault of await faults()) {
          expect([fault.kind, fault.status]).to.deep.equal([kind, status]);
          expect(JSON.stringify([fault.message, fault.stack])).not.to.include('a-key-that-nobody-may-see');
        }
        expect(provider.received).to.have.length(2);
      });
    }

    it('decline', async () => {
      provider.always(says('', { finish: 'content_filter' }));
      for (const { kind } of await faults()) expect(kind).to.equal('declined');
    });

    it('break off: the connection is cut, and the stream ends before it has said why', async () => {
      for (const does of ['cut', 'end_early'] as const) {
        provider.always({ does, text: 'Half an' });
        const [fault] = await faults(['stream']);
        expect(fault?.kind, does).to.equal('cut_off');
      }
    });

    it('report an error in the middle of a stream, and as its first word', async () => {
      for (const text of ['Half an', '']) {
        provider.always({ does: 'break', text });
        const [fault] = await faults(['stream']);
        expect(fault?.kind, text).to.equal('unavailable');
      }
    });

    it('are not there, say nothing, stop speaking, say nonsense, and say far too much', async () => {
      provider.always({ does: 'reset' });
      for (const { kind } of await faults()) expect(kind).to.equal('unreachable');
      provider.always({ does: 'hang' });
      for (const { kind } of await faults()) expect(kind).to.equal('timed_out');
      provider.always({ does: 'stall', text: 'Half an' });
      expect((await faults(['stream']))[0]?.kind).to.equal('timed_out');
      provider.always({ does: 'babble' });
      // the SDK does not say what was wrong with the first piece of a stream of Anthropic
      const inStreams = format === 'anthropic' ? 'cut_off' : 'bad_output';
      expect((await faults()).map(({ kind }) => kind)).to.deep.equal(['bad_output', inStreams]);
      provider.always({ does: 'flood', bytes: 4_000_000 });
      for (const { kind } of await faults()) expect(kind).to.equal('too_large');
    });
  });
}

describe('models of google, by themselves', () => {
  let provider: LlmProvider;
  before(async () => void (provider = await startLlmProvider()));
  after(() => provider?.stop());
  /** How it fails, whole and as a stream. */
  async function faults(): Promise<Fault[]> {
    const name = 'google:a-model';
    const { llm } = testConfig({
      LLM_MODELS: name,
      LLM_PRICES: `${name}=1/1`,
      LLM_GOOGLE_KEY: 'k',
      LLM_GOOGLE_URL: provider.url,
    });
    const { model } = createModels(llm)[0]!;
    const found: Fault[] = [];
    for (const onText of [undefined, () => undefined]) {
      const call = callOf('nobody', onText && { onText });
      const failed: unknown = await model.call(question(), call).catch((error: unknown) => error);
      expect(failed).to.be.instanceOf(Fault);
      found.push(failed as Fault);
    }
    return found;
  }

  it('decline a question that is not let through at all', async () => {
    provider.always(says('', { refusal: 'SAFETY' }));
    for (const { kind } of await faults()) expect(kind).to.equal('declined');
  });

  it('say in the body when it is worth asking again, where no header says it', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36.5s' }];
    const body = { error: { code: 429, message: 'quota', status: 'RESOURCE_EXHAUSTED', details } };
    provider.always(refuses(429, {}, body));
    for (const fault of await faults()) expect(fault).to.include({ kind: 'rate_limited', retryAfterMs: 36_500 });
    provider.always(refuses(429, { 'retry-after': '2' }, body));
    for (const fault of await faults()) expect(fault.retryAfterMs).to.equal(2_000);
    provider.always(refuses(429, {}, { error: { details: [{ retryDelay: 'soon' }] } }));
    for (const fault of await faults()) expect(fault.retryAfterMs).to.equal(undefined);
  });
});

const [FIRST, SECOND] = ['call00001', 'call00002'];

/** The conversation as the provider of that format has to be told it. */
function expectTalk(format: Format, body: Json): void {
  const [schema, { tools }] = [{ type: 'object', required: ['city'] }, body];
  switch (format) {
    case 'google': {
      const { systemInstruction, contents, generationConfig } = body;
      expect(systemInstruction.parts).to.deep.equal([{ text: 'Be brief.' }]);
      expect(contents.map(({ role }: Json) => role)).to.deep.equal(['user', 'model', 'user', 'user']);
      const [asked, called, results, last] = contents;
      expect(asked.parts).to.deep.equal([{ text: 'Where is it warm?' }]);
      const args = (city: string, id: string) => ({ functionCall: { id, name: 'find_city', args: { city } } });
      expect(called.parts).to.deep.equal([{ text: 'Let me see.' }, args('Rome', FIRST), args('Oslo', SECOND)]);
      const responses = results.parts.map(({ functionResponse: { id, name, response } }: Json) => [id, name, response]);
      expect(responses).to.deep.equal([
        [FIRST, 'find_city', { name: 'find_city', content: { degrees: 30 } }],
        [SECOND, 'find_city', { name: 'find_city', content: { degrees: 5 } }],
      ]);
      expect(last.parts).to.deep.equal([{ text: 'And in Oslo?' }]);
      const [{ name, parametersJsonSchema: parameters }] = tools[0].functionDeclarations;
      expect([name, generationConfig.maxOutputTokens]).to.deep.equal(['find_city', 200]);
      return void expect(parameters).to.deep.include(schema);
    }
    case 'anthropic': {
      expect(body).to.include({ model: 'a-model', max_tokens: 200 });
      expect(body.system).to.deep.equal([{ type: 'text', text: 'Be brief.' }]);
      const use = (city: string, id: string) => ({ type: 'tool_use', id, name: 'find_city', input: { city } });
      const result = (degrees: number, id: string) => ({
        type: 'tool_result',
        tool_use_id: id,
        content: JSON.stringify({ degrees }),
      });
      const text = (said: string) => ({ type: 'text', text: said });
      expect(body.messages).to.deep.equal([
        { role: 'user', content: [text('Where is it warm?')] },
        { role: 'assistant', content: [text('Let me see.'), use('Rome', FIRST), use('Oslo', SECOND)] },
        { role: 'user', content: [result(30, FIRST), result(5, SECOND), text('And in Oslo?')] },
      ]);
      expect(tools[0].name).to.equal('find_city');
      return void expect(tools[0].input_schema).to.deep.include(schema);
    }
    case 'openai': {
      expect(body).to.include({ model: 'a-model', max_completion_tokens: 200 });
      expect(body).not.to.have.property('max_tokens');
      const call = (city: string, id: string) => ({
        id,
        type: 'function',
        function: { name: 'find_city', arguments: JSON.stringify({ city }) },
      });
      const result = (degrees: number, id: string) => ({
        role: 'tool',
        tool_call_id: id,
        content: JSON.stringify({ degrees }),
      });
      expect(body.messages).to.deep.equal([
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Where is it warm?' },
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [call('Rome', FIRST), call('Oslo', SECOND)],
        },
        result(30, FIRST),
        result(5, SECOND),
        { role: 'user', content: 'And in Oslo?' },
      ]);
      expect(tools[0].function.name).to.equal('find_city');
      expect(tools[0].function.parameters).to.deep.include(schema);
    }
  }
}
