import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import { gatewayOf } from '#activities/llm/create-gateway.ts';
import { createOfflineModel } from '#activities/llm/offline/offline-model.ts';
import type { UseCases } from '#contracts/use-cases.ts';
import { Account } from '#db/entities/account.entity.ts';
import { ChatDraft } from '#db/entities/chat-draft.entity.ts';
import { ChatStep } from '#db/entities/chat-step.entity.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { LlmUsage } from '#db/entities/llm-usage.entity.ts';
import { createStandingWatch } from '#db/standing-watch.ts';
import { silentLogger } from '#platform/logger.ts';
import { testConfig } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';
import { startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { until } from '#test/support/until.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { carryOutAction } from './carrying-out.ts';
import { think } from './thinking.ts';
import { useTool } from './using-tools.ts';

const MODEL = 'anthropic:claude';

describe('a turn whose account is suspended', () => {
  const db = useOrm();
  let provider: LlmProvider;
  let account: string;
  let turnId: string;
  let conversation: string;
  before(async () => {
    provider = await startLlmProvider();
  });
  beforeEach(async () => {
    provider.reset();
    account = await insertAccount(db.em());
    ({ chat_task: turnId, conversation } = await insertTalk(db.em(), account));
  });
  after(() => provider?.stop());

  const suspend = () => db.em().nativeUpdate(Account, { id: account }, { status: 'suspended' });

  /** Fails as a turn does that may not go on. */
  async function expectSuspended(work: Promise<unknown>): Promise<void> {
    const failure: unknown = await work.catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(ApplicationFailure);
    expect(failure).to.deep.include({ type: 'suspended', nonRetryable: true });
  }

  function thinkNow(step: number): Promise<unknown> {
    const config = testConfig({
      LLM_MODELS: MODEL,
      LLM_PRICES: `${MODEL}=1/1`,
      LLM_ANTHROPIC_KEY: 'k',
      LLM_ANTHROPIC_URL: provider.url,
    });
    const gateway = gatewayOf({
      orm: db.orm,
      config,
      redis: undefined,
      offline: createOfflineModel(),
      log: silentLogger,
    });
    const dependencies = {
      orm: db.orm,
      gateway,
      live: { publish: () => Promise.resolve() },
      places: { list: () => Promise.resolve([]) },
      standing: createStandingWatch({ orm: db.orm, log: silentLogger, everyMs: 100 }),
      now: Date.now,
    };
    return new MockActivityEnvironment().run(() => think(dependencies, { turnId, step, mustAnswer: false }));
  }

  it('asks no model any more, and sets no money aside', async () => {
    await suspend();
    await expectSuspended(thinkNow(2));
    expect(provider.received).to.deep.equal([]);
    expect(await db.em().count(LlmUsage, { account })).to.equal(0);
  });

  it('gives up the call that is under way', async () => {
    provider.always({ does: 'hang' });
    const thinking = thinkNow(2);
    await until('the model to be asked', () => provider.received.length > 0);
    await suspend();
    await expectSuspended(thinking);
    expect(await db.em().findOneOrFail(LlmUsage, { account })).to.deep.include({ outcome: 'given_up' });
    expect(await db.em().count(ChatStep, { turn: turnId, step: 2 })).to.equal(0);
  });

  it('uses no tool and decides on no draft', async () => {
    const useCases: UseCases = { invoke: () => Promise.reject(new Error('nothing is called')) };
    const calls = [{ id: 'c1', modelId: 'm1', name: 'get_offers', input: {} }];
    await db.em().nativeUpdate(ChatStep, { turn: turnId, step: 1 }, { calls });
    const { id: draftId } = await db.em().findOneOrFail(ChatDraft, { conversation });
    await db.em().nativeUpdate(ChatTurn, { id: turnId }, { action: { type: 'cancel', draftId, revision: 1 } });
    await suspend();
    await expectSuspended(
      useTool(
        { orm: db.orm, useCases, now: Date.now, quotas: testConfig().trust.quotas },
        { turnId, step: 1, callId: 'c1' },
      ),
    );
    await expectSuspended(carryOutAction({ orm: db.orm, useCases }, { turnId }));
    expect(await db.em().count(ChatDraft, { id: draftId, status: 'open' })).to.equal(1);
  });
});
