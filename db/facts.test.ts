import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { FeedEntry } from './entities/feed-entry.entity.ts';
import { recordFacts, type Fact, type Told } from './facts.ts';
import { inTransaction } from './transaction.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';

describe('recordFacts', () => {
  const db = useOrm();
  const bookingId = randomUUID();

  function fact(tell: Told[]): Fact {
    return {
      key: randomUUID(),
      aggregate: 'booking',
      aggregateId: bookingId,
      type: 'booking.confirmed',
      side: 'consumer',
      atMs: Date.now(),
      tell,
    };
  }

  function told(accountId: string, change?: string): Told {
    return {
      accountId,
      type: 'booking:updated',
      payload: { bookingId, status: 'confirmed', ...(change && { change }) },
    };
  }

  async function feedOf(account: string): Promise<{ seq: number; payload: object }[]> {
    const entries = await db.em().find(FeedEntry, { account }, { orderBy: { seq: 1 } });
    return entries.map(({ seq, payload }) => ({ seq: Number(seq), payload }));
  }

  it('tells somebody who is named twice once, in whatever order the words come', async () => {
    const [both, other] = [await insertAccount(db.em()), await insertAccount(db.em())];
    const turned = { ...told(both), payload: { status: 'confirmed', bookingId } };
    await inTransaction(db.orm, (em) => recordFacts(em, [fact([told(both), told(other), turned, told(both)])]));
    expect(await feedOf(both)).to.deep.equal([{ seq: 1, payload: { bookingId, status: 'confirmed' } }]);
    expect(await feedOf(other)).to.have.length(1);
  });

  it('tells one account two things of one kind, and of two facts, without a gap', async () => {
    const account = await insertAccount(db.em());
    const facts = [fact([told(account), told(account, 'review_submitted')]), fact([told(account)])];
    await inTransaction(db.orm, (em) => recordFacts(em, facts));
    expect((await feedOf(account)).map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
  });
});
