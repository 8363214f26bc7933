import { DriverException } from '@mikro-orm/core';
import { expect } from 'chai';
import { insertAccount, insertProvider } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { Account } from './entities/account.entity.ts';
import { Provider } from './entities/provider.entity.ts';
import { createOrm } from './orm.ts';

async function failureOf(work: Promise<unknown>): Promise<DriverException> {
  return work.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error as DriverException,
  );
}

describe('createOrm', () => {
  const db = useOrm();

  it('refuses work outside of a unit of work of its own', async () => {
    const error = await db.orm.em.find(Account, {}).catch((cause: unknown) => cause);
    expect(String(error)).to.contain('global EntityManager');
  });

  it('tells of every statement that is sent', async () => {
    const em = db.em();
    await insertAccount(em);
    db.forget();
    await em.find(Account, {});
    await em.execute('select 1');
    expect(db.statements()).to.have.length(2);
    expect(db.statements()[0]).to.match(/^select .* from "accounts"/);
  });

  it('gives numbers as numbers and instants to the millisecond, whatever zone the process keeps', async () => {
    const at = new Date('2026-03-29T01:30:00.123Z');
    const { id } = await insertProvider(db.em(), { lat: 40.5, rating: 4.25, createdAt: at });
    const provider = await db.em().findOneOrFail(Provider, id);
    const { lat, rating, responseRate, reviewCount, createdAt } = provider;
    expect([lat, rating, responseRate, reviewCount]).to.deep.equal([40.5, 4.25, null, 0]);
    expect(createdAt.toISOString()).to.equal(at.toISOString());
  });

  it('fails without a word of the row or the input that an error is about', async () => {
    const mark = crypto.randomUUID();
    const em = db.em();
    await insertAccount(em, { email: `${mark}@test.example` });
    const failures = await Promise.all([
      failureOf(insertAccount(db.em(), { email: `${mark}@test.example` })),
      failureOf(insertProvider(db.em(), { services: [{ name: mark, priceMin: -1 }] })),
      failureOf(db.em().execute('select ?::int', [mark])),
      failureOf(db.em().execute('select ?::timestamptz', [mark])),
    ]);
    for (const error of failures) {
      const all = [error.message, error.stack, JSON.stringify(error), ...Object.values(error)].join(' ');
      expect(error, all).to.be.instanceOf(DriverException);
      expect(all).not.to.include(mark);
    }
    expect(failures.map(({ code }) => code)).to.deep.equal(['23505', '23514', '22P02', '22007']);
    expect(failures[0]?.message, 'what it still says').to.include('accounts_email');
  });

  it('connects only when it is first used', async () => {
    const orm = await createOrm({ url: 'postgresql://nobody@127.0.0.1:1/nothing', poolMax: 1 });
    const error = await orm.em
      .fork()
      .count(Account)
      .catch((cause: unknown) => cause);
    expect(String(error)).to.contain('ECONNREFUSED');
    await orm.close();
  });
});
