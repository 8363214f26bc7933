import { expect } from 'chai';
import { bumpGeneration } from '#db/llm-generation.ts';
import { silentLogger } from '#platform/logger.ts';
import { connectRedis } from '#platform/redis.ts';
import { insertRequest } from '#test/support/factories.ts';
import { callOf, llmSettings, question, testGateway } from '#test/support/llm.ts';
import { says } from '#test/support/llm-provider.ts';
import { useSharedByTwo } from '#test/support/redis.ts';
import { until } from '#test/support/until.ts';
import { useLlm } from '#test/support/use-llm.ts';
import { createLlmCache } from './cache.ts';
import { createSeal } from './cache/seal.ts';
import { createRedisStore } from './cache/stores.ts';
import type { LlmGateway, LlmRequest } from './types.ts';

const SEAL = createSeal('only-for-tests-0123456789-0123456789');

describe('the cache of several processes', () => {
  const llm = useLlm();
  const { db, provider } = llm;
  const redis = useSharedByTwo(500);
  const { clients } = redis;
  beforeEach(() => redis.whenUp());

  /** The gateway of one process, with its own connection. */
  const processOf = (index: number): LlmGateway => {
    const { cacheTtlMs } = llmSettings(provider().url);
    const cache = createLlmCache({ store: createRedisStore(clients[index]!), seal: SEAL, ttlMs: cacheTtlMs });
    return testGateway(db.orm, provider().url, { cache, offline: llm.offline });
  };
  const flush = () => clients[0]!.run((client) => client.flushAll());
  const ask = (to: LlmGateway, request: LlmRequest, accountId = llm.accountId) =>
    to.complete(request, callOf(accountId));

  it('makes one call of what two processes ask at once', async () => {
    const [one, two, request] = [processOf(0), processOf(1), question()];
    const { promise, resolve } = Promise.withResolvers<void>();
    provider().next(async () => (await promise, says('The only one.')));
    const first = ask(one, request);
    await until('the model to be asked', () => provider().received.length === 1);
    const others = [ask(two, request), ask(two, request), ask(one, request)];
    resolve();
    const answers = await Promise.all([first, ...others]);
    expect(answers.map(({ text }) => text)).to.deep.equal(Array(4).fill('The only one.'));
    expect(answers.map(({ isCached }) => isCached)).to.deep.equal([false, true, true, true]);
    expect(provider().received).to.have.length(1);
  });

  it('takes over from a process that was lost in the middle of a call', async () => {
    const lost = await connectRedis({ url: redis.server.url, timeoutMs: 500 }, silentLogger);
    const request = question();
    const { cacheTtlMs } = llmSettings(provider().url);
    const cache = createLlmCache({ store: createRedisStore(lost!), seal: SEAL, ttlMs: cacheTtlMs });
    const { promise, resolve } = Promise.withResolvers<void>();
    provider().next(async () => (await promise, says('Too late.')), says('Taken over.'));
    const gone = ask(testGateway(db.orm, provider().url, { cache }), request);
    await until('the model to be asked', () => provider().received.length === 1);
    lost!.close(); // it can neither renew its lease nor say anything
    expect((await ask(processOf(1), request)).text).to.equal('Taken over.');
    resolve();
    await gone;
  });

  it('shows Redis no text, neither of a question nor of an answer', async () => {
    await flush();
    provider().next(says('A canary in the answer.'));
    await ask(processOf(0), question({ system: 'A canary in the question.' }));
    const keys = await clients[0]!.run((client) => client.keys('*'));
    expect(keys).to.have.length(1);
    expect(keys[0]).to.match(/^proxie:llm:[0-9a-f]{64}$/);
    const kept = await clients[0]!.run((client) => client.get(keys[0]!));
    for (const text of [kept!, Buffer.from(kept!, 'base64').toString('latin1')]) expect(text).not.to.contain('canary');
    expect(await clients[0]!.run((client) => client.pTTL(keys[0]!))).to.be.within(3_500_000, 3_600_000);
  });

  it('gives nothing of before a change of a request or an account, whatever Redis still has', async () => {
    const one = processOf(0);
    const request = question();
    provider().always(() => says(`Answer ${provider().received.length}`));
    const texts = [(await ask(one, request)).text, (await ask(one, request)).text];
    await insertRequest(db.em(), { consumer: llm.accountId });
    texts.push((await ask(one, request)).text, (await ask(one, request)).text);
    await db.em().execute(`update accounts set name = 'New Name' where id = ?`, [llm.accountId]);
    texts.push((await ask(one, request)).text);
    expect(texts).to.deep.equal(['Answer 1', 'Answer 1', 'Answer 2', 'Answer 2', 'Answer 3']);
  });

  for (const [how, go, comeBack] of [
    ['stopped', () => redis.server.stop(), () => redis.server.restart()],
    ['paused', () => redis.server.pause(), () => redis.server.resume()],
  ] as const) {
    it(`answers without a Redis that is ${how}, and brings no old answer back with it`, async () => {
      const one = processOf(0);
      const request = question();
      provider().always(() => says(`Answer ${provider().received.length}`));
      await ask(one, request);
      await go();
      try {
        expect(await ask(one, request)).to.deep.include({ text: 'Answer 2', isCached: false, isDegraded: false });
        expect(await ask(one, request)).to.deep.include({ text: 'Answer 3', isCached: false });
        await bumpGeneration(db.orm, llm.accountId);
      } finally {
        await comeBack();
      }
      await redis.whenUp();
      expect((await ask(one, request)).text).to.equal('Answer 4');
      expect((await ask(one, request)).text).to.equal('Answer 4');
    });
  }
});
