import { expect } from 'chai';
import { LlmUsage } from '#db/entities/llm-usage.entity.ts';
import { asksFor, refuses, says, startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { useProduct } from '#test/support/product.ts';
import { answerOf, talkOf, type Talk } from '#test/support/talk.ts';

const NAME = 'compatible:one';

describe('a conversation with a model of others', function () {
  this.timeout(180_000);
  const settings: Record<string, string> = { LLM_MODELS: NAME, LLM_PRICES: `${NAME}=1000/1000` };
  let provider: LlmProvider;
  before(async () => {
    provider = await startLlmProvider();
    settings.LLM_BASE_URL = provider.url; // read when the product starts, which is next
  });
  const product = useProduct({ settings });
  before(async () => {
    await product.startWorker();
  });
  beforeEach(() => provider.reset());

  const outcomes = async (talk: Talk): Promise<string[]> => {
    const where = { conversationId: talk.id()! };
    const rows = await product.orm.em.fork().findAll(LlmUsage, { where, orderBy: { createdAt: 1, id: 1 } });
    return rows.map(({ model, outcome }) => `${model} ${outcome}`);
  };
  const consumerTalk = async (): Promise<Talk> => talkOf(() => product.api, await product.consumer());

  it('asks again when Retry-After is over, and has one answer', async () => {
    const askedAtMs: number[] = [];
    const noting = (then: ReturnType<typeof says>) => () => (askedAtMs.push(Date.now()), then);
    provider.next(noting(refuses(429, { 'retry-after': '3' })), noting(says('Hello from a model.')));
    const talk = await consumerTalk();
    const task = await talk.say('hello');
    expect(answerOf(task)).to.equal('Hello from a model.');
    expect(task.answer).to.deep.include({ isOffline: false, isDegraded: false });
    expect(askedAtMs[1]! - askedAtMs[0]!).to.be.at.least(3_000);
    expect(await outcomes(talk)).to.deep.equal([`${NAME} rate_limited`, `${NAME} answered`]);
  });

  it('ends although the model wants one tool after the other', async () => {
    provider.always(asksFor({ name: 'get_request_status', input: {} }));
    const talk = await consumerTalk();
    answerOf(await talk.say('how is my request?'));
    expect(provider.received.length).to.be.within(6, 7); // five steps, and the answer that it must give, asked for twice at most
    expect(provider.received.at(-1)?.body.tools).to.equal(undefined);
  });

  it('fails a turn for which there is no money, and says why', async () => {
    const consumer = await product.consumer();
    const talk = talkOf(() => product.api, consumer);
    await talk.say('hello');
    await product.orm.em.fork().nativeUpdate(LlmUsage, { account: consumer.id }, { costMicros: 2_000_000 });
    const before = provider.received.length;
    expect(await talk.say('hello again')).to.deep.include({ status: 'failed', failure: 'budget_exhausted' });
    expect(provider.received).to.have.length(before);
  });

  // the last one: from here on the model is left alone
  it('is answered by the offline model, which says so, when the model stays down', async () => {
    provider.always(refuses(503));
    const talk = await consumerTalk();
    const task = await talk.say('I need a haircut');
    answerOf(task);
    expect(task.answer).to.deep.include({ isOffline: true, isDegraded: true });
    expect((await outcomes(talk)).slice(0, 4)).to.deep.equal([
      `${NAME} unavailable`,
      `${NAME} unavailable`,
      `${NAME} unavailable`,
      'offline answered',
    ]);
  });
});
