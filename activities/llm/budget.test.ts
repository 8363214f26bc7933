import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { insertAccount } from '#test/support/factories.ts';
import { callOf, question } from '#test/support/llm.ts';
import { says } from '#test/support/llm-provider.ts';
import { useLlm } from '#test/support/use-llm.ts';
import { until } from '#test/support/until.ts';
import { reserve, type Called } from './budget.ts';
import { settle } from './usage.ts';

const BUDGETS = { dayMicros: 1_000_000_000, userDayMicros: 10_000, conversationMicros: 4_000 };
const ENDED = { outcome: 'answered', inputTokens: 1, outputTokens: 1, durationMs: 1 } as const;

describe('the budgets of models', () => {
  const llm = useLlm();
  const { db, provider, gateway, rows, inAttempt, failureOf } = llm;

  const called = (more: Partial<Called> = {}): Called => ({
    accountId: llm.accountId,
    conversationId: randomUUID(),
    turnId: randomUUID(),
    step: 1,
    feature: 'chat',
    model: 'compatible:one',
    ...more,
  });
  const take = (maxMicros: number, more: Partial<Called> = {}) => reserve(db.orm, BUDGETS, called(more), maxMicros);
  const idOf = (reserved: Awaited<ReturnType<typeof reserve>>): string => ('id' in reserved ? reserved.id : '');
  /** As if the time had passed. */
  const move = (id: string, set: string) => db.em().execute(`update llm_usage set ${set} where id = ?`, [id]);

  it('let exactly as many of twenty racing calls pass as a user has money for', async () => {
    const racing = await Promise.all(Array.from({ length: 20 }, () => take(1_500)));
    expect(racing.filter((each) => 'id' in each)).to.have.length(6);
    expect(racing.filter((each) => 'exhausted' in each && each.exhausted === 'user')).to.have.length(14);
    expect(await rows()).to.have.length(6);
  });

  it('let exactly as many of twenty racing calls pass as a conversation has money for', async () => {
    const conversationId = randomUUID();
    const racing = await Promise.all(Array.from({ length: 20 }, () => take(1_000, { conversationId })));
    expect(racing.filter((each) => 'id' in each)).to.have.length(4);
    expect(racing.filter((each) => 'exhausted' in each && each.exhausted === 'conversation')).to.have.length(16);
  });

  it('let exactly as many calls of all users pass as everybody together has money for', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => insertAccount(db.em())));
    const [{ before }]: [{ before: string }] = await db
      .em()
      .execute('select coalesce(sum(cost_micros + reserved_micros), 0) as before from llm_usage');
    const budgets = { ...BUDGETS, dayMicros: Number(before) + 6_000 };
    const racing = await Promise.all(
      others.flatMap((accountId) => [1, 2, 3, 4].map(() => reserve(db.orm, budgets, called({ accountId }), 1_000))),
    );
    expect(racing.filter((each) => 'id' in each)).to.have.length(6);
    expect(racing.filter((each) => 'exhausted' in each && each.exhausted === 'installation')).to.have.length(10);
  });

  it('of everybody, used up, leave the answer to the offline model, marked as such', async () => {
    const answer = await inAttempt(1, gateway({ LLM_DAY_BUDGET: '0.00' }));
    expect(answer).to.include({ isDegraded: true });
    expect(provider().received).to.have.length(0);
  });

  it('count what a call has cost instead of what it might have cost, and count it once', async () => {
    const conversationId = randomUUID();
    const first = await take(4_000, { conversationId });
    expect(await take(1, { conversationId })).to.deep.equal({ exhausted: 'conversation' });
    await settle(db.orm, idOf(first), { ...ENDED, costMicros: 1_000 });
    await settle(db.orm, idOf(first), { ...ENDED, costMicros: 1_000 });
    expect(await take(3_001, { conversationId })).to.deep.equal({ exhausted: 'conversation' });
    expect(await take(3_000, { conversationId })).to.have.property('id');
  });

  it('give back what a lost process has reserved, and still count it when it comes late', async () => {
    const conversationId = randomUUID();
    const lost = await take(4_000, { conversationId });
    await move(idOf(lost), `reserved_until = now() - interval '1 s'`);
    expect(await take(4_000, { conversationId })).to.have.property('id');
    await settle(db.orm, idOf(lost), { ...ENDED, costMicros: 10 });
    expect((await rows())[0]).to.deep.include({ costMicros: 10, reservedMicros: 0 });
  });

  it('begin anew for the user with the day of UTC, and never for the conversation', async () => {
    const conversationId = randomUUID();
    for (const id of [conversationId, randomUUID(), randomUUID()]) {
      const reserved = idOf(await take(3_000, { conversationId: id }));
      await settle(db.orm, reserved, { ...ENDED, costMicros: 3_000 });
    }
    expect(await take(3_000)).to.deep.equal({ exhausted: 'user' });
    const midnight = `date_trunc('day', now() at time zone 'utc') at time zone 'utc'`;
    await db
      .em()
      .execute(`update llm_usage set created_at = ${midnight} - interval '1 ms' where account_id = ?`, [llm.accountId]);
    expect(await take(3_000)).to.have.property('id');
    expect(await take(3_000, { conversationId })).to.deep.equal({ exhausted: 'conversation' });
  });

  it('are one for each user', async () => {
    const other = await insertAccount(db.em());
    for (let count = 1; count <= 3; count += 1) await take(3_000);
    expect(await take(3_000)).to.deep.equal({ exhausted: 'user' });
    expect(await take(3_000, { accountId: other })).to.have.property('id');
  });

  it('hold in the gateway: of twenty racing calls none is made for which the money might not do', async () => {
    const conversationId = randomUUID();
    const { promise, resolve } = Promise.withResolvers<void>();
    provider().always(async () => (await promise, says('Hello.', { usage: { prompt: 1_000, completion: 200 } })));
    const one = gateway({ LLM_CONVERSATION_BUDGET: '0.01' });
    const refusals: { type?: string }[] = [];
    const racing = Array.from({ length: 20 }, async () => {
      const call = callOf(llm.accountId, { conversationId });
      await one.complete(question(), call).catch((error: { type?: string }) => refusals.push(error));
    });
    const isDecided = () => provider().open > 0 && provider().open + refusals.length === 20;
    await until('every call to be under way or refused', isDecided);
    resolve();
    await Promise.all(racing);
    expect(new Set(refusals.map(({ type }) => type))).to.deep.equal(new Set(['budget_exhausted']));
    const all = await rows();
    expect(all).to.have.length(20 - refusals.length);
    expect(all.reduce((sum, { costMicros }) => sum + costMicros, 0)).to.be.within(1_200, 10_000);
    expect(provider().received).to.have.length(all.length);
  });

  it('refuse for good: it is not worth asking again, and nothing is sent', async () => {
    const failed = await failureOf(inAttempt(1, gateway({ LLM_USER_BUDGET: '0.000001' })));
    expect(failed).to.deep.include({ type: 'budget_exhausted', nonRetryable: true });
    expect(provider().received).to.deep.equal([]);
    expect(await rows()).to.deep.equal([]);
  });

  it('leave a cheaper model of the chain to those who have little left', async () => {
    const prices = 'compatible:one=900000000/900000000,compatible:two=1/1';
    const answer = await inAttempt(1, gateway({ models: ['one', 'two'], LLM_PRICES: prices }));
    expect(answer.model).to.equal('compatible:two');
  });

  it('never refuse an answer that was given before', async () => {
    const one = gateway({ LLM_CONVERSATION_BUDGET: '0.002' });
    const [asked, conversationId] = [question(), randomUUID()];
    provider().always(says('Hello.', { usage: { prompt: 1_500, completion: 100 } }));
    await one.complete(asked, callOf(llm.accountId, { conversationId }));
    const refused = await failureOf(one.complete(question(), callOf(llm.accountId, { conversationId })));
    expect(refused.type).to.equal('budget_exhausted');
    const again = await one.complete(asked, callOf(llm.accountId, { conversationId }));
    expect(again).to.deep.include({ isCached: true, text: 'Hello.' });
    expect(again.usage.costMicros).to.equal(0);
  });
});
