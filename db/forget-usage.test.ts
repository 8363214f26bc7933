import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { reserve } from '#activities/llm/budget.ts';
import { Conversation } from '#db/entities/conversation.entity.ts';
import { LlmUsage } from '#db/entities/llm-usage.entity.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { forgetUsage } from './forget-usage.ts';

const RETENTION_MS = 90 * DAY_MS;
const BUDGETS = { dayMicros: 1_000_000_000, userDayMicros: 10_000, conversationMicros: 1_000 };

describe('forgetUsage', () => {
  const db = useOrm();

  async function talk() {
    const [id, account] = [randomUUID(), await insertAccount(db.em())];
    await db.em().insert(Conversation, { id, account, role: 'consumer' });
    return { id, account };
  }
  type Talk = Awaited<ReturnType<typeof talk>>;
  async function call({ id: conversationId, account }: Talk, daysAgo: number, given: object = {}): Promise<string> {
    const id = randomUUID();
    const createdAt = new Date(Date.now() - daysAgo * DAY_MS);
    const whole = {
      id,
      account,
      conversationId,
      createdAt,
      turnId: randomUUID(),
      step: 1,
      feature: 'chat',
      model: 'm',
    };
    await db.em().insert(LlmUsage, { ...whole, outcome: 'answered', costMicros: 300, ...given });
    return id;
  }
  const idsOf = async ({ account }: Talk) => (await db.em().find(LlmUsage, { account })).map(({ id }) => id);
  const roomIn = async ({ id, account }: Talk, micros: number): Promise<boolean> => {
    const of = {
      accountId: account,
      conversationId: id,
      turnId: randomUUID(),
      step: 1,
      feature: 'chat',
      model: 'm',
    } as const;
    const taken = await reserve(db.orm, BUDGETS, of, micros);
    if ('id' in taken) await db.em().nativeDelete(LlmUsage, { id: taken.id });
    return 'id' in taken;
  };

  it('forgets the calls whose time is over, and no other', async () => {
    const one = await talk();
    await call(one, 91);
    const kept = [await call(one, 89), await call(one, 0)];
    const underWay = await call(one, 91, { outcome: null, reservedUntil: new Date(Date.now() + 60_000) });
    await forgetUsage(db.orm, RETENTION_MS);
    expect(await idsOf(one)).to.have.members([...kept, underWay]);
  });

  it('gives no conversation its money back, however often it runs', async () => {
    const [one, other] = [await talk(), await talk()];
    for (const daysAgo of [95, 93, 0]) await call(one, daysAgo);
    await call(other, 95, { costMicros: 0 });
    expect([await roomIn(one, 100), await roomIn(one, 101)]).to.deep.equal([true, false]);
    for (const _ of [1, 2, 3]) await forgetUsage(db.orm, RETENTION_MS);
    expect(await idsOf(one)).to.have.length(1);
    expect([await roomIn(one, 100), await roomIn(one, 101)]).to.deep.equal([true, false]);
    expect([await roomIn(other, 1_000), await roomIn(other, 1_001)]).to.deep.equal([true, false]);
  });

  it('forgets all there is, however much, with many at it, and adds it up once', async () => {
    const one = await talk();
    await db.em().execute(
      `insert into llm_usage (id, account_id, conversation_id, turn_id, step, feature, model, cost_micros, created_at)
       select gen_random_uuid(), ?, ?, gen_random_uuid(), 1, 'chat', 'm', 2, now() - interval '100 days'
       from generate_series(1, 2500)`,
      [one.account, one.id],
    );
    await Promise.all(Array.from({ length: 4 }, () => forgetUsage(db.orm, RETENTION_MS)));
    await forgetUsage(db.orm, RETENTION_MS);
    expect(await idsOf(one)).to.deep.equal([]);
    const { earlierCostMicros } = await db.em().findOneOrFail(Conversation, one.id);
    expect(earlierCostMicros).to.equal(5_000);
  });

  it('forgets calls of conversations that are gone', async () => {
    const one = await talk();
    await db.em().nativeDelete(Conversation, { id: one.id });
    await call(one, 91);
    await forgetUsage(db.orm, RETENTION_MS);
    expect(await idsOf(one)).to.deep.equal([]);
  });
});
