import { expect } from 'chai';
import { insertProvider } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { Provider } from './entities/provider.entity.ts';
import { inTransaction } from './transaction.ts';

describe('inTransaction', () => {
  const db = useOrm();

  it('repeats the work of whoever read a row before another changed it: nothing counts once that happened twice', async () => {
    const { id } = await insertProvider(db.em(), { completedBookings: 0 });
    const { promise: bothHaveRead, resolve } = Promise.withResolvers<void>();
    let readers = 0;
    const count = () =>
      inTransaction(db.orm, async (em) => {
        const provider = await em.findOneOrFail(Provider, id);
        readers += 1;
        if (readers === 2) resolve();
        await bothHaveRead;
        provider.completedBookings += 1;
      });
    await Promise.all([count(), count()]);
    expect((await db.em().findOneOrFail(Provider, id)).completedBookings).to.equal(2);
    expect(readers).to.equal(3);
  });
});
