import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { gatewayOf } from '#activities/llm/create-gateway.ts';
import { createOfflineModel } from '#activities/llm/offline/offline-model.ts';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { ChatStep } from '#db/entities/chat-step.entity.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { Conversation } from '#db/entities/conversation.entity.ts';
import { createStandingWatch } from '#db/standing-watch.ts';
import { silentLogger } from '#platform/logger.ts';
import { testConfig } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';
import { says, startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { think } from './thinking.ts';

describe('a turn of several steps', () => {
  const db = useOrm();
  let provider: LlmProvider;
  before(async () => {
    provider = await startLlmProvider();
  });
  beforeEach(() => provider.reset());
  after(() => provider?.stop());

  /** A turn that somebody has begun. */
  async function insertTurn(): Promise<string> {
    const account = await insertAccount(db.em());
    const [conversation, turn] = [randomUUID(), randomUUID()];
    const em = db.em();
    await em.insert(Conversation, {
      id: conversation,
      account,
      role: 'consumer',
      title: 'x',
      lastMessage: 1,
      lastTurn: 1,
    });
    await em.insert(ChatTurn, { id: turn, conversation, account, seq: 1, status: 'running' });
    await em.insert(ChatMessage, {
      id: randomUUID(),
      conversation,
      turn,
      seq: 1,
      author: 'user',
      text: 'How is my request?',
    });
    return turn;
  }

  /** Thinks in a process of its own, which remembers nothing but what the rows say; what is streamed, and what a history would hold. */
  async function thinkAnew(turnId: string, step: number, models = 'anthropic:claude') {
    const config = testConfig({
      LLM_MODELS: models,
      LLM_PRICES: `${models}=1/1`,
      LLM_ANTHROPIC_KEY: 'k',
      LLM_ANTHROPIC_URL: provider.url,
      LLM_BASE_URL: provider.url,
    });
    const gateway = gatewayOf({
      orm: db.orm,
      config,
      redis: undefined,
      offline: createOfflineModel(),
      log: silentLogger,
    });
    const streamed: unknown[] = [];
    const live = { publish: (message: unknown) => Promise.resolve(void streamed.push(message)) };
    const places = { list: () => Promise.resolve([]) };
    const standing = createStandingWatch({ orm: db.orm, log: silentLogger });
    const dependencies = {
      orm: db.orm,
      gateway,
      live: live as never,
      places: places as never,
      standing,
      now: () => Date.now(),
    };
    const thought = await new MockActivityEnvironment().run(() =>
      think(dependencies, { turnId, step, mustAnswer: false }),
    );
    return { thought, streamed };
  }

  const ASKS = {
    does: 'answer',
    text: 'I look.',
    thought: { text: 'secret thoughts', signature: 'sig-of-thoughts' },
    calls: [{ name: 'get_request_status', input: {} }],
  } as const;

  it('gives a model its thoughts back in the next step, across processes, and shows them to nobody', async () => {
    const turn = await insertTurn();
    provider.next(ASKS);
    const { thought, streamed } = await thinkAnew(turn, 1);
    expect(thought).to.deep.equal({ kind: 'tools', calls: [{ id: 'c1', name: 'get_request_status' }] });
    expect(JSON.stringify(streamed))
      .to.contain('look.')
      .and.not.to.match(/secret|sig-of/);
    const row = await db.em().findOneOrFail(ChatStep, { turn, step: 1 });
    expect(JSON.stringify([row.text, row.calls, row.results])).not.to.match(/secret|sig-of/);
    provider.next(says('It is fine.'));
    expect((await thinkAnew(turn, 2)).thought).to.deep.equal({ kind: 'answer' });
    const [, assistant] = provider.received[1]?.body.messages ?? [];
    expect((assistant!.content as unknown[]).slice(0, 2)).to.deep.equal([
      { type: 'thinking', thinking: 'secret thoughts', signature: 'sig-of-thoughts' },
      { type: 'text', text: 'I look.' },
    ]);
    expect((await db.em().findOneOrFail(ChatStep, { turn, step: 2 })).memory).to.equal(null);
  });

  it('gives them to no other model that goes on with the turn', async () => {
    const turn = await insertTurn();
    provider.next(ASKS);
    await thinkAnew(turn, 1);
    provider.next(says('It is fine.'));
    await thinkAnew(turn, 2, 'compatible:other');
    const sent = JSON.stringify(provider.received[1]?.body);
    expect(sent)
      .to.contain('I look.')
      .and.to.contain('get_request_status')
      .and.not.to.match(/secret|sig-of/);
  });
});
