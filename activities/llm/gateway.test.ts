import { CancelledFailure } from '@temporalio/common';
import { expect } from 'chai';
import { z } from 'zod';
import { asksFor, refuses, says } from '#test/support/llm-provider.ts';
import { callOf, CITY_TOOL, OFFLINE_TEXT, question } from '#test/support/llm.ts';
import { until } from '#test/support/until.ts';
import { useLlm } from '#test/support/use-llm.ts';
import type { LlmRequest } from './types.ts';

const TWO = { models: ['one', 'two'] };
/** Whoever listens hears a stream. */
const listening = { onText: () => undefined };

describe('createLlmGateway', () => {
  const llm = useLlm();
  const { provider, gateway, rows, outcomes } = llm;

  describe('with a model that answers', () => {
    it('hands on the text and counts what it has cost', async () => {
      provider().next(says('It is sunny.', { usage: { prompt: 1_000, completion: 50 } }));
      const answer = await gateway().complete(question(), callOf(llm.accountId));
      expect(answer).to.deep.equal({
        text: 'It is sunny.',
        toolCalls: [],
        model: 'compatible:one',
        isOffline: false,
        isDegraded: false,
        isCached: false,
        usage: { inputTokens: 1_000, outputTokens: 50, costMicros: 1_050 },
      });
      const [row] = await rows();
      expect(row).to.deep.include({ outcome: 'answered', costMicros: 1_050, reservedMicros: 0, reservedUntil: null });
    });

    it('streams the same text piece by piece to whoever listens, once it is known that the model does not think aloud', async () => {
      const one = gateway();
      const heard: string[] = [];
      const listener = { onText: (delta: string) => void heard.push(delta) };
      provider().next(says('It was sunny.'));
      await one.complete(question(), callOf(llm.accountId, listener));
      expect(heard).to.deep.equal(['It was sunny.']);
      heard.length = 0;
      provider().next(says('It is sunny today.'));
      const answer = await one.complete(question(), callOf(llm.accountId, { onText: (delta) => heard.push(delta) }));
      expect(heard).to.deep.equal(['It ', 'is ', 'sunny ', 'today.']);
      expect(answer.text).to.equal('It is sunny today.');
      expect(provider().received[1]?.body.stream).to.equal(true);
    });

    for (const [how, listener] of [
      ['in one piece', {}],
      ['as a stream', listening],
    ] as const) {
      it(`hands on what tools it wants, ${how}, and runs none`, async () => {
        provider().next(asksFor({ name: 'find_city', input: { city: 'Brooklyn' } }));
        const answer = await gateway().complete(question({ tools: [CITY_TOOL] }), callOf(llm.accountId, listener));
        expect(answer.toolCalls).to.deep.equal([{ id: 'call_0', name: 'find_city', input: { city: 'Brooklyn' } }]);
        expect(provider().received).to.have.length(1);
      });

      it(`keeps with tools what their model gets back, ${how}, sealed and for whoever the cache answers as well`, async () => {
        const one = gateway();
        const asked = question({ tools: [CITY_TOOL] });
        const calls = [{ name: 'find_city', input: { city: 'Rome' }, signature: 'sig-of-rome' }];
        provider().next({ does: 'answer', calls, thought: { text: 'secret' } });
        const made = await one.complete(asked, callOf(llm.accountId, listener));
        const kept = await one.complete(asked, callOf(llm.accountId, listener));
        expect([made.isCached, kept.isCached]).to.deep.equal([false, true]);
        expect(made.memory).to.deep.include({ model: 'compatible:one' });
        expect(kept.memory).to.deep.equal(made.memory);
        const { memory: _own, ...shown } = kept;
        expect(JSON.stringify(shown)).not.to.match(/secret|sig-of/);
      });

      it(`reads an input in a fence, ${how}`, async () => {
        provider().next(asksFor({ name: 'find_city', raw: '```json\n{"city":"Brooklyn"}\n```' }));
        const answer = await gateway().complete(question({ tools: [CITY_TOOL] }), callOf(llm.accountId, listener));
        expect(answer.toolCalls[0]?.input).to.deep.equal({ city: 'Brooklyn' });
      });
    }

    it('sends the conversation with its tools and results, the cap on tokens, and nothing that is only for the offline model', async () => {
      const asked: LlmRequest = question({
        maxOutputTokens: 1_000_000,
        tools: [CITY_TOOL],
        messages: [
          { role: 'user', text: 'Where?' },
          { role: 'assistant', text: '', toolCalls: [{ id: 'c1', name: 'find_city', input: { city: 'Rome' } }] },
          { role: 'tool', callId: 'c1', name: 'find_city', result: { found: true } },
        ],
      });
      await gateway({ LLM_MAX_OUTPUT: '99' }).complete(asked, callOf(llm.accountId));
      const { body, headers, path } = provider().received[0]!;
      expect(path).to.equal('/v1/chat/completions');
      expect(headers.authorization).to.equal('Bearer a-key-that-nobody-may-see');
      expect(body).to.deep.include({ model: 'one', max_tokens: 99 });
      expect(body.messages?.map(({ role }) => role)).to.deep.equal(['system', 'user', 'assistant', 'tool']);
      expect(body.tools?.[0]?.function.parameters).to.deep.include({ required: ['city'], additionalProperties: false });
      expect(JSON.stringify(body)).not.to.contain('only for the offline model');
    });

    it('lets an answer be as long as is configured when the question names no length', async () => {
      const { maxOutputTokens: _none, ...asked } = question();
      await gateway({ LLM_MAX_OUTPUT: '7777' }).complete(asked, callOf(llm.accountId));
      expect(provider().received[0]?.body.max_tokens).to.equal(7_777);
    });

    it('takes a null for a field that is absent, and no arguments for an empty input', async () => {
      const input = z.strictObject({ city: z.string().optional(), at: z.strictObject({ day: z.string().optional() }) });
      const tools = [
        { name: 'find_city', description: 'Finds.', input },
        { name: 'list_all', description: 'Lists.', input: z.strictObject({ from: z.string().optional() }) },
      ];
      const raw = ['', 'null', '{"from":null}'].map((each) => ({ name: 'list_all', raw: each }));
      provider().next(asksFor({ name: 'find_city', input: { city: null, at: { day: null } } }, ...raw));
      const { toolCalls } = await gateway().complete(question({ tools }), callOf(llm.accountId));
      expect(toolCalls.map((each) => each.input)).to.deep.equal([{ at: {} }, {}, {}, {}]);
    });

    it('hands on a refusal in words as the answer that it is', async () => {
      provider().next(says('I cannot help with that.'));
      expect((await gateway().complete(question(), callOf(llm.accountId))).text).to.equal('I cannot help with that.');
    });

    it('estimates what a provider does not count', async () => {
      provider().next(says('Some words that nobody has counted.', { usage: 'none' }));
      const { usage } = await gateway().complete(question(), callOf(llm.accountId));
      expect(usage.inputTokens).to.be.greaterThan(10);
      expect(usage.outputTokens).to.equal(9);
    });
  });

  describe('while it speaks', () => {
    it('says that it starts over when another model goes on, and not when nothing was heard', async () => {
      const heard: string[] = [];
      const listener = { onText: (delta: string) => void heard.push(delta), onRestart: () => void heard.push('!') };
      const two = gateway(TWO);
      await two.complete(question(), callOf(llm.accountId, listener));
      heard.length = 0;
      provider().next({ does: 'cut', text: 'It is r' }, says('Sunny.'));
      await two.complete(question(), callOf(llm.accountId, listener));
      expect(heard).to.deep.equal(['It is r', '!', 'Sunny.']);
      heard.length = 0;
      provider().next(refuses(500), says('Sunny.'));
      await two.complete(question(), callOf(llm.accountId, listener));
      expect(heard).to.deep.equal(['Sunny.']);
    });

    it('lets nobody hear what a model thinks aloud, however it marks that, and keeps none of it', async () => {
      const one = gateway();
      const unopened = says('', { pieces: ['secret ', 'secret</thi', 'nk>', 'Sunny.'] });
      const opened = says('', { pieces: ['<think>sec', 'ret</think>', 'Sunny.<|im_', 'end|> secret'] });
      for (const behaviour of [unopened, opened, unopened, says('Sunny.'), unopened]) {
        const heard: string[] = [];
        const listener = { onText: (delta: string) => void heard.push(delta), onRestart: () => void heard.push('!') };
        const asked = question();
        provider().next(behaviour);
        for (const isCached of [false, true]) {
          const answer = await one.complete(asked, callOf(llm.accountId, listener));
          expect(answer).to.deep.include({ text: 'Sunny.', isCached });
        }
        expect(heard.join('')).to.equal('Sunny.Sunny.');
      }
    });

    it('takes back what it let be heard when a model begins to think aloud after all', async () => {
      const one = gateway();
      let heard = '';
      const listener = { onText: (delta: string) => void (heard += delta), onRestart: () => void (heard = '') };
      await one.complete(question(), callOf(llm.accountId, listener));
      heard = '';
      provider().next(says('', { pieces: ['secret ', 'secret</think>', 'Sunny.'] }));
      const { text } = await one.complete(question(), callOf(llm.accountId, listener));
      expect([text, heard]).to.deep.equal(['Sunny.', 'Sunny.']);
    });

    it('lets the listener hear the offline model, and what was kept', async () => {
      const heard: string[] = [];
      const listener = { onText: (delta: string) => void heard.push(delta) };
      await gateway({ models: [] }).complete(question(), callOf(llm.accountId, listener));
      expect(heard).to.deep.equal([OFFLINE_TEXT]);
      const one = gateway();
      const asked = question();
      await one.complete(asked, callOf(llm.accountId));
      heard.length = 0;
      expect(await one.complete(asked, callOf(llm.accountId, listener))).to.deep.include({ isCached: true });
      expect(heard).to.deep.equal(['Hello.']);
    });

    it('beats while a model is silent', async () => {
      let beats = 0;
      const { promise, resolve } = Promise.withResolvers<void>();
      provider().next(async () => (await promise, says('At last.')));
      const asking = gateway().complete(question(), callOf(llm.accountId, { heartbeat: () => void (beats += 1) }));
      await until('a heartbeat', () => beats > 0);
      resolve();
      expect((await asking).text).to.equal('At last.');
    });
  });

  it('ends a call at once that nobody wants any more, and gives the rest of its money back', async () => {
    const nobody = new AbortController();
    provider().always({ does: 'hang' });
    const asking = gateway().complete(question(), callOf(llm.accountId, { signal: nobody.signal }));
    await until('the model to be asked', () => provider().received.length === 1);
    nobody.abort();
    expect(await asking.catch((error: unknown) => error)).to.be.instanceOf(CancelledFailure);
    await until('the connection to be closed', () => provider().open === 0);
    expect((await rows())[0]).to.deep.include({ outcome: 'given_up', reservedMicros: 0 });
    expect(llm.offline.contexts).to.deep.equal([]);
  });

  it('has the offline model alone answer when nothing is configured, and does not call that degraded', async () => {
    const answer = await gateway({ models: [] }).complete(question(), callOf(llm.accountId));
    expect(answer).to.deep.include({ text: OFFLINE_TEXT, model: 'offline', isOffline: true, isDegraded: false });
    expect(answer.usage.costMicros).to.equal(0);
    expect(llm.offline.contexts).to.deep.equal(['only for the offline model']);
    expect(await outcomes()).to.deep.equal(['offline answered']);
  });
});
