import { expect } from 'chai';
import { createLlmCache, type LlmCache } from './cache.ts';
import { cacheKey } from './cache/key.ts';
import { createSeal } from './cache/seal.ts';
import { createMemoryStore, type AnswerStore } from './cache/stores.ts';
import { Fault } from './errors.ts';
import { CITY_TOOL, question } from '#test/support/llm.ts';
import type { LlmRequest } from './types.ts';

const SEAL = createSeal('only-for-tests-0123456789-0123456789');
const TTL = { chat: 60_000, intake: 60_000, offer: 0 };
const answerOf = (text: string) => ({ text, toolCalls: [] });
const { signal } = new AbortController();

describe('cacheKey', () => {
  const scope = { accountId: 'a', generation: 1 };
  const base: LlmRequest = question({
    tools: [CITY_TOOL],
    messages: [
      { role: 'user', text: 'Where is it?' },
      { role: 'assistant', text: '', toolCalls: [{ id: 'x1', name: 'find_city', input: { a: 1, b: 2 } }] },
      { role: 'tool', callId: 'x1', name: 'find_city', result: { a: 1, b: 2 } },
    ],
  });
  const same = cacheKey('one', base, scope);
  const [user, assistant, tool] = base.messages;
  const messages = (...changed: unknown[]) => ({ ...base, messages: changed as LlmRequest['messages'] });

  it('is the same for texts that differ in their spaces, and for other ids of the same calls', () => {
    const alike = messages(
      { role: 'user', text: '  Where  is\tit? ' },
      { role: 'assistant', text: '', toolCalls: [{ id: 'y9', name: 'find_city', input: { b: 2, a: 1 } }] },
      { role: 'tool', callId: 'y9', name: 'find_city', result: { b: 2, a: 1 } },
    );
    expect(cacheKey('one', alike, scope)).to.equal(same);
  });

  const OTHERS: readonly [string, () => string][] = [
    ['account', () => cacheKey('one', base, { ...scope, accountId: 'b' })],
    ['generation', () => cacheKey('one', base, { ...scope, generation: 2 })],
    ['model', () => cacheKey('two', base, scope)],
    ['feature', () => cacheKey('one', { ...base, feature: 'intake' }, scope)],
    ['cap on tokens', () => cacheKey('one', { ...base, maxOutputTokens: 201 }, scope)],
    ['system prompt', () => cacheKey('one', { ...base, system: 'Be long.' }, scope)],
    ['text', () => cacheKey('one', messages({ role: 'user', text: 'Where was it?' }, assistant, tool), scope)],
    [
      'role',
      () =>
        cacheKey('one', messages({ role: 'assistant', text: 'Where is it?', toolCalls: [] }, assistant, tool), scope),
    ],
    ['result of a tool', () => cacheKey('one', messages(user, assistant, { ...tool, result: { a: 1, b: 3 } }), scope)],
    ['order of the messages', () => cacheKey('one', messages(user, tool, assistant), scope)],
    ['tool', () => cacheKey('one', { ...base, tools: [{ ...CITY_TOOL, description: 'Finds no city.' }] }, scope)],
    ['set of tools', () => cacheKey('one', { ...base, tools: [] }, scope)],
  ];
  for (const [what, other] of OTHERS) {
    it(`is another one for another ${what}`, () => expect(other()).not.to.equal(same));
  }
});

describe('createSeal', () => {
  it('shows the store nothing of the answer, and never the same twice', () => {
    const sealed = SEAL.close('key', 'my secret street');
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.to.contain('secret');
    expect(SEAL.close('key', 'my secret street')).not.to.equal(sealed);
    expect(SEAL.open('key', sealed)).to.equal('my secret street');
  });

  it('opens nothing that was moved to another key, changed, or made with another secret', () => {
    const sealed = SEAL.close('mine', 'text');
    const changed = Buffer.from(sealed, 'base64');
    changed[15]! ^= 1;
    expect(SEAL.open('yours', sealed)).to.equal(undefined);
    expect(SEAL.open('mine', changed.toString('base64'))).to.equal(undefined);
    expect(SEAL.open('mine', 'x')).to.equal(undefined);
    expect(createSeal('another-for-tests-0123456789-01234567').open('mine', sealed)).to.equal(undefined);
  });
});

describe('createMemoryStore', () => {
  it('forgets what is too old, and what was used longest ago when it is full', async () => {
    let nowMs = 0;
    const store = createMemoryStore(() => nowMs, 2);
    await store.set('a', '1', 100);
    await store.set('b', '2', 100);
    expect(await store.get('a')).to.equal('1');
    await store.set('c', '3', 200);
    expect([await store.get('a'), await store.get('b'), await store.get('c')]).to.deep.equal(['1', undefined, '3']);
    nowMs = 100;
    expect([await store.get('a'), await store.get('c')]).to.deep.equal([undefined, '3']);
  });
});

describe('createLlmCache', () => {
  let cache: LlmCache;
  let store: AnswerStore;
  let made: number;

  beforeEach(() => {
    store = createMemoryStore();
    cache = createLlmCache({ store, seal: SEAL, ttlMs: TTL });
    made = 0;
  });

  const make =
    (text: string, isKept = true) =>
    () => {
      made += 1;
      return Promise.resolve({ answer: answerOf(text), isKept });
    };
  const ask = async (key: string, work = make('one')) => (await cache.through(key, 'chat', signal, work)).answer.text;

  it('makes an answer once and gives it again', async () => {
    expect([await ask('a'), await ask('a', make('two')), await ask('b', make('two'))]).to.deep.equal([
      'one',
      'one',
      'two',
    ]);
    expect(made).to.equal(2);
  });

  it('makes one answer for all who ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask('a', make(`${index}`))));
    expect(new Set(answers)).to.deep.equal(new Set(['0']));
    expect(made).to.equal(1);
  });

  it('keeps nothing that shall not be kept, and nothing of a feature without a lifetime', async () => {
    expect([await ask('a', make('one', false)), await ask('a', make('two'))]).to.deep.equal(['one', 'two']);
    for (const text of ['one', 'two']) {
      expect((await cache.through('b', 'offer', signal, make(text))).answer.text).to.equal(text);
    }
  });

  it('gives a fault to all who waited, and keeps none', async () => {
    const fail = () => Promise.reject(new Fault('unavailable'));
    const both = await Promise.all([ask('a', fail), ask('a', make('two'))].map((each) => each.catch(String)));
    expect(both).to.deep.equal(['Fault: unavailable', 'Fault: unavailable']);
    expect(await ask('a')).to.equal('one');
  });

  it('has those who waited ask for themselves when the one who asked gave up', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const first = ask('a', () => promise).catch(String);
    const others = [ask('a', make('two')), ask('a', make('three'))];
    reject(new Error('cancelled'));
    expect(await first).to.equal('Error: cancelled');
    expect(await Promise.all(others)).to.deep.equal(['two', 'two']);
    expect(made).to.equal(1);
  });

  it('lets go of those who do not want to wait any more, and of nobody else', async () => {
    const impatient = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = ask('a', async () => (await promise, { answer: answerOf('late'), isKept: true }));
    const waiting = cache.through('a', 'chat', impatient.signal, make('two')).catch(() => 'gone');
    impatient.abort();
    expect(await waiting).to.equal('gone');
    resolve();
    expect(await first).to.equal('late');
  });

  it('takes what it cannot open for nothing', async () => {
    await store.set('a', 'rubbish', 60_000);
    await store.set('b', SEAL.close('a', JSON.stringify(answerOf('of somebody else'))), 60_000);
    expect([await ask('a'), await ask('b', make('mine'))]).to.deep.equal(['one', 'mine']);
  });
});
