import { expect } from 'chai';
import { asksFor, refuses, says, type LlmBehaviour } from '#test/support/llm-provider.ts';
import { silentLogger } from '#platform/logger.ts';
import { CITY_TOOL, OFFLINE_TEXT, question, testGateway } from '#test/support/llm.ts';
import { until } from '#test/support/until.ts';
import { useLlm } from '#test/support/use-llm.ts';
import type { FaultKind } from './errors.ts';
import type { LlmCall } from './types.ts';

const SILENCE = { LLM_SILENCE: '300ms' };
const TWO = { models: ['one', 'two'], ...SILENCE };
/** Whoever listens hears a stream. */
const listening = { onText: () => undefined };

describe('the gateway', () => {
  const llm = useLlm();
  const { provider, gateway, rows, outcomes, inAttempt, failureOf } = llm;

  describe('with a model that fails', () => {
    const FAILING: readonly [string, LlmBehaviour, FaultKind, Partial<LlmCall>][] = [
      ['429', refuses(429), 'rate_limited', {}],
      ['500', refuses(500), 'unavailable', {}],
      ['529', refuses(529), 'unavailable', {}],
      ['a reset connection', { does: 'reset' }, 'unreachable', {}],
      ['silence', { does: 'hang' }, 'timed_out', {}],
      ['silence before a stream', { does: 'hang' }, 'timed_out', listening],
      ['silence in the middle of a stream', { does: 'stall', text: 'It ' }, 'timed_out', listening],
      ['a stream that is cut', { does: 'cut', text: 'It ' }, 'cut_off', listening],
      ['a stream that ends without a reason', { does: 'end_early', text: 'It ' }, 'cut_off', listening],
      ['an error inside a stream', { does: 'break', text: 'It ' }, 'unavailable', listening],
    ];
    for (const [what, behaviour, kind, listener] of FAILING) {
      it(`asks again later after ${what}, and the offline model answers when that is no use`, async () => {
        const only = gateway(SILENCE);
        provider().always(behaviour);
        const failed = await failureOf(inAttempt(1, only, question(), listener));
        expect(failed).to.deep.include({ type: `llm_${kind}`, nonRetryable: false });
        expect(failed.nextRetryDelay).to.be.within(1_000, 1_300);
        expect(provider().received).to.have.length(1);
        const answer = await inAttempt(3, only, question(), listener);
        expect(answer).to.deep.include({ text: OFFLINE_TEXT, isOffline: true, isDegraded: true });
        expect(await outcomes()).to.deep.equal([
          `compatible:one ${kind}`,
          `compatible:one ${kind}`,
          'offline answered',
        ]);
      });

      it(`asks the next model at once after ${what}`, async () => {
        provider().next(behaviour, says('The other one.'));
        const answer = await inAttempt(1, gateway(TWO), question(), listener);
        expect(answer).to.deep.include({ text: 'The other one.', model: 'compatible:two', isDegraded: false });
        expect(provider().received.map(({ body }) => body.model)).to.deep.equal(['one', 'two']);
      });
    }

    for (const status of [400, 401, 403, 404, 422]) {
      it(`does not ask a model again that answers ${status}`, async () => {
        provider().always(refuses(status));
        const answer = await inAttempt(1, gateway());
        expect(answer).to.deep.include({ isOffline: true, isDegraded: true });
        expect(await outcomes()).to.deep.equal(['compatible:one rejected', 'offline answered']);
        expect(provider().received).to.have.length(1);
      });
    }

    it('puts the reason of a refusal into the log, and nothing of what was said', async () => {
      const logged: string[] = [];
      const log = { ...silentLogger, warn: (...parts: unknown[]) => void logged.push(JSON.stringify(parts)) };
      const message = "Unsupported parameter: 'max_tokens' in 'Wilhelmina Larkstreet'";
      provider().always(refuses(400, {}, { error: { message, code: 'unsupported_parameter' } }));
      const only = testGateway(llm.db.orm, provider().url, { log: log as never });
      await inAttempt(1, only, question({ messages: [{ role: 'user', text: 'I am Wilhelmina of Larkstreet' }] }));
      expect(logged.join()).to.contain("unsupported_parameter: Unsupported parameter: 'max_tokens' in");
      expect(logged.join()).not.to.match(/wilhelmina|larkstreet|a-key/i);
    });

    it('waits as long as Retry-After says', async () => {
      provider().always(refuses(429, { 'retry-after': '7' }));
      const failed = await failureOf(inAttempt(1, gateway()));
      expect(failed).to.deep.include({ type: 'llm_rate_limited', nextRetryDelay: 7_000 });
    });

    it('waits until the date that Retry-After names', async () => {
      provider().always(refuses(503, { 'retry-after': new Date(Date.now() + 9_000).toUTCString() }));
      const { nextRetryDelay } = await failureOf(inAttempt(1, gateway()));
      expect(nextRetryDelay).to.be.within(6_000, 9_000);
    });

    it('does not have anybody wait for long: the offline model answers', async () => {
      provider().always(refuses(429, { 'retry-after': '600' }));
      expect(await inAttempt(1, gateway())).to.deep.include({ isOffline: true, isDegraded: true });
    });

    it('leaves a model alone until its Retry-After is over', async () => {
      const only = gateway();
      provider().next(refuses(429, { 'retry-after': '600' }));
      await inAttempt(1, only);
      await inAttempt(1, only);
      expect(provider().received).to.have.length(1);
    });

    it('asks a later attempt to wait longer', async () => {
      provider().always(refuses(500));
      const { nextRetryDelay } = await failureOf(inAttempt(2, gateway()));
      expect(nextRetryDelay).to.be.within(2_000, 2_500);
    });

    it('puts nothing that was said or received, no address and no key into the failure', async () => {
      provider().always(refuses(500));
      const failed = await failureOf(inAttempt(1, gateway(), question({ system: 'a canary in the question' })));
      expect(failed.cause).to.equal(undefined);
      expect(failed.details ?? []).to.deep.equal([]);
      const words = `${failed.message} ${failed.stack}`;
      for (const secret of ['canary', 'a-key-that-nobody-may-see', '127.0.0.1']) expect(words).not.to.contain(secret);
    });

    it('ends a model that talks for ever when the time is over', async () => {
      provider().always({ does: 'drip', everyMs: 20 });
      const deadlineMs = Date.now() + 1_600;
      const answer = await inAttempt(2, gateway(), question(), { ...listening, deadlineMs });
      expect(answer).to.deep.include({ isOffline: true, isDegraded: true });
      await until('the connection to be closed', () => provider().open === 0);
      expect(await outcomes()).to.deep.equal(['compatible:one timed_out', 'offline answered']);
    });

    for (const [how, listener] of [
      ['in one piece', {}],
      ['as a stream', listening],
    ] as const) {
      it(`cuts an answer of 10 MB off, ${how}`, async () => {
        provider().always({ does: 'flood', bytes: 10_000_000 });
        expect(await inAttempt(1, gateway(), question(), listener)).to.deep.include({ isDegraded: true });
        expect(await outcomes()).to.deep.equal(['compatible:one too_large', 'offline answered']);
        await until('the connection to be closed', () => provider().open === 0);
      });

      it(`goes past a model whose filter declines, ${how}`, async () => {
        provider().next({ does: 'answer', refusal: 'No.', finish: 'stop' }, says('', { finish: 'content_filter' }));
        expect(await inAttempt(1, gateway(TWO), question(), listener)).to.deep.include({ isDegraded: true });
        expect(await outcomes()).to.deep.equal([
          'compatible:one declined',
          'compatible:two declined',
          'offline answered',
        ]);
      });
    }
  });

  describe('with output that cannot be used', () => {
    const BAD: readonly [string, LlmBehaviour, string, Partial<LlmCall>][] = [
      ['an input that does not fit', asksFor({ name: 'find_city', input: { city: 7 } }), 'expected string', {}],
      ['an unknown tool', asksFor({ name: 'drop_tables' }), "no tool 'drop_tables'", {}],
      ['arguments that are no JSON', asksFor({ name: 'find_city', raw: '{"city": ' }), 'is wrong', listening],
      ['a tool in its text', says('<tool_call>{"name": "find_city"}</tool_call>'), 'stood in its text', {}],
      ['a tool in its streamed text', says('Well, <function=find_city>{}'), 'stood in its text', listening],
      ['thoughts and nothing else', says('<think>secret</think>'), 'It was empty', listening],
      ['nothing at all', says(''), 'It was empty', {}],
      ['nothing in a stream', says(''), 'It was empty', listening],
      ['something that is not the API', { does: 'babble' }, 'could not be read', {}],
      ['something that is not the API in a stream', { does: 'babble' }, 'could not be read', listening],
    ];
    for (const [what, behaviour, advice, listener] of BAD) {
      it(`asks once more after ${what}, and says what was wrong`, async () => {
        provider().next(behaviour, asksFor({ name: 'find_city', input: { city: 'Rome' } }));
        const answer = await inAttempt(1, gateway(), question({ tools: [CITY_TOOL] }), listener);
        expect(answer.toolCalls[0]?.input).to.deep.equal({ city: 'Rome' });
        expect(provider().received).to.have.length(2);
        expect(JSON.stringify(provider().received[1]?.body.messages?.at(-1))).to.contain(advice);
        expect(await rows()).to.have.length(2);
      });

      it(`asks no third time after ${what}`, async () => {
        provider().always(behaviour);
        const answer = await inAttempt(1, gateway(), question({ tools: [CITY_TOOL] }), listener);
        expect(answer).to.deep.include({ text: OFFLINE_TEXT, isDegraded: true, toolCalls: [] });
        expect(provider().received).to.have.length(2);
      });
    }
  });

  describe('with an answer that runs into its limit', () => {
    const cut = says('And so it goes ', { pieces: ['And so ', 'it goes '], finish: 'length' });
    for (const [how, listener] of [
      ['in one piece', {}],
      ['as a stream', listening],
    ] as const) {
      it(`asks for a briefer one, ${how}`, async () => {
        provider().next(cut, says('Short.'));
        expect(await inAttempt(1, gateway(), question(), listener)).to.deep.include({ text: 'Short.' });
        expect(JSON.stringify(provider().received[1]?.body.messages?.at(-1))).to.contain('Be much briefer');
        expect(await outcomes()).to.deep.equal(['compatible:one cut_short', 'compatible:one answered']);
      });

      it(`marks one that is cut short again, and keeps it for nobody, ${how}`, async () => {
        const [only, asked] = [gateway(), question()];
        provider().always(cut);
        expect(await inAttempt(1, only, asked, listener)).to.deep.include({ text: 'And so it goes […]' });
        provider().always(says('Whole.'));
        expect(await inAttempt(1, only, asked, listener)).to.deep.include({ text: 'Whole.', isCached: false });
      });

      it(`takes neither tools nor silence from half an answer, ${how}`, async () => {
        const asked = question({ tools: [CITY_TOOL] });
        const calls = [{ name: 'find_city', input: { city: 'Rome' } }];
        for (const half of [{ calls }, { text: '' }]) {
          provider().always({ does: 'answer', ...half, finish: 'length' });
          expect(await inAttempt(1, gateway(), asked, listener)).to.deep.include({ isDegraded: true, toolCalls: [] });
        }
      });
    }

    it('lets whoever listens hear the mark as well', async () => {
      provider().always(cut);
      let heard = '';
      const listener = { onText: (delta: string) => void (heard += delta), onRestart: () => void (heard = '') };
      const { text } = await inAttempt(1, gateway(), question(), listener);
      expect(heard).to.equal(text);
    });
  });

  it('says behind results of tools what was wrong where every model takes it', async () => {
    provider().next(says(''), says('Warm.'));
    const messages = [
      { role: 'user', text: 'Where?' },
      { role: 'assistant', text: '', toolCalls: [{ id: 'c1', name: 'find_city', input: { city: 'Rome' } }] },
      { role: 'tool', callId: 'c1', name: 'find_city', result: { found: true } },
    ] as const;
    await inAttempt(1, gateway(), question({ messages, tools: [CITY_TOOL] }));
    const again = provider().received[1]?.body.messages ?? [];
    expect(again.map(({ role }) => role)).to.deep.equal(['system', 'user', 'assistant', 'tool']);
    expect(again[0]?.content).to.contain('It was empty');
  });

  it('leaves a model alone that fails on and on', async () => {
    const only = gateway();
    provider().always(refuses(500));
    for (let count = 1; count <= 7; count += 1) await inAttempt(3, only);
    expect(provider().received).to.have.length(5);
  });
});
