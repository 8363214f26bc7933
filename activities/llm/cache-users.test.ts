import { expect } from 'chai';
import { LlmUsage } from '#db/entities/llm-usage.entity.ts';
import { bumpGeneration } from '#db/llm-generation.ts';
import { insertAccount } from '#test/support/factories.ts';
import { callOf, llmSettings, question, testGateway } from '#test/support/llm.ts';
import { says } from '#test/support/llm-provider.ts';
import { useSharedByTwo } from '#test/support/redis.ts';
import { shuffled } from '#test/support/seed.ts';
import { sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';
import { useLlm } from '#test/support/use-llm.ts';
import { createLlmCache } from './cache.ts';
import { createSeal } from './cache/seal.ts';
import { createMemoryStore, createRedisStore, type AnswerStore } from './cache/stores.ts';
import type { LlmGateway } from './types.ts';

const SEAL = createSeal('only-for-tests-0123456789-0123456789');
/** So many calls that every user asks every question, most of them more than once. */
const { calls: CALLS, users: USERS, questions: QUESTIONS } = sizeOf('answers');
const AT_ONCE = 16;

describe('the answers of many users', function () {
  this.timeout(240_000);
  const llm = useLlm();
  const { db, provider } = llm;

  /** The gateway of a process that keeps answers there. */
  const over = (store: AnswerStore): LlmGateway => {
    const { cacheTtlMs } = llmSettings(provider().url);
    const cache = createLlmCache({ store, seal: SEAL, ttlMs: cacheTtlMs });
    return testGateway(db.orm, provider().url, { cache, offline: llm.offline });
  };

  describe('kept in one process', () => {
    const roomy = () => createMemoryStore(Date.now, 2 * USERS * QUESTIONS); // nothing goes for want of room
    proofs(() => [over(roomy())]);
  });

  describe('shared by two processes', () => {
    const { clients } = useSharedByTwo(2_000);
    proofs(() => clients.map((client) => over(createRedisStore(client))));
  });

  function proofs(gateways: () => LlmGateway[]): void {
    it(`never cross over ${CALLS} mixed calls of ${USERS} users, and a change of one user takes all of theirs and no other`, async () => {
      const processes = gateways();
      const users = await Promise.all(Array.from({ length: USERS }, () => insertAccount(db.em())));
      const questions = Array.from({ length: QUESTIONS }, (_, index) => question({ system: `Question ${index}` }));
      // The model never sees who asks: only the order of its calls tells whose an answer is.
      provider().always(() => says(`Answer ${provider().received.length}`));
      const owners = new Map<string, string>();
      const answers = new Map<string, string>();
      const crossed: string[] = [];
      const ask = async (user: number, asked: number, through: number): Promise<boolean> => {
        const gateway = processes[through % processes.length]!;
        const { text, isCached } = await gateway.complete(questions[asked]!, callOf(users[user]!));
        const whose = `${user} ${asked}`;
        if ((owners.get(text) ?? whose) !== whose) crossed.push(`${text} of ${owners.get(text)} to ${whose}`);
        owners.set(text, whose);
        answers.set(whose, text);
        return isCached;
      };
      const calls = mixedCalls();
      let hits = 0;
      const workers = Array.from({ length: AT_ONCE }, async (_, worker) => {
        for (let call = calls.pop(); call; call = calls.pop()) if (await ask(...call, worker)) hits += 1;
      });
      await Promise.all(workers);
      expect(crossed).to.deep.equal([]);
      expect(answers.size, 'pairs of user and question').to.equal(USERS * QUESTIONS);
      expect(owners.size).to.equal(provider().received.length);
      expect(hits).to.equal(CALLS - provider().received.length);

      const before = new Map(answers);
      await bumpGeneration(db.orm, users[7]!);
      for (const [index, whose] of [...before.keys()].entries()) {
        const [user = 0, asked = 0] = whose.split(' ').map(Number);
        expect(await ask(user, asked, index), whose).to.equal(user !== 7);
      }
      expect(crossed).to.deep.equal([]);
      const changed = [...answers].filter(([whose, text]) => before.get(whose) !== text).map(([whose]) => whose);
      const ofSeven = [...before.keys()].filter((whose) => whose.startsWith('7 '));
      expect(changed.toSorted()).to.deep.equal(ofSeven.toSorted());
      expect(ofSeven).to.have.length(QUESTIONS);
      expect(await db.em().count(LlmUsage, { account: { $in: users } })).to.equal(CALLS + before.size);
    });

    it('are given to nobody who asks after a change, also when they were being made during it', async () => {
      const processes = gateways();
      const [asked, account] = [question(), await insertAccount(db.em())];
      const { promise, resolve } = Promise.withResolvers<void>();
      provider().next(async () => (await promise, says('Of before.')), says('Of after.'));
      const early = processes[0]!.complete(asked, callOf(account));
      await until('the model to be asked', () => provider().received.length === 1);
      await bumpGeneration(db.orm, account);
      const late = processes.at(-1)!.complete(asked, callOf(account));
      expect((await late).text).to.equal('Of after.');
      resolve();
      expect((await early).text).to.equal('Of before.');
      for (const each of processes) {
        expect(await each.complete(asked, callOf(account))).to.deep.include({ text: 'Of after.', isCached: true });
      }
    });
  }
});

/** Every user asks every question, in an order that has no system; nobody asks again while the answer is being made. */
const mixedCalls = (): [user: number, question: number][] => {
  const users = Array.from({ length: USERS }, (_, user) => user);
  const pairs = users.flatMap((user) =>
    Array.from({ length: QUESTIONS }, (_, asked): [number, number] => [user, asked]),
  );
  const order = shuffled(pairs, 'calls of many users');
  return Array.from({ length: CALLS }, (_, index) => order[index % order.length]!);
};
