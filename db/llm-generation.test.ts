import { expect } from 'chai';
import { insertAccount, insertProvider, insertRequest } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { Account } from './entities/account.entity.ts';
import { Provider } from './entities/provider.entity.ts';
import { ServiceRequest } from './entities/service-request.entity.ts';
import { bumpGeneration, llmGeneration } from './llm-generation.ts';

describe('the generation of kept answers', () => {
  const db = useOrm();

  const generationOf = (accountId: string): Promise<number> => llmGeneration({ em: db.em() }, accountId);
  /** By how much the work moves the generation of this account; that of somebody else must stay. */
  const movedBy = async (accountId: string, work: () => Promise<unknown>): Promise<number> => {
    const other = await insertAccount(db.em());
    await bumpGeneration({ em: db.em() }, other);
    const before = await generationOf(accountId);
    await work();
    expect(await generationOf(other)).to.equal(1);
    return (await generationOf(accountId)) - before;
  };

  it('is none until something has changed, and grows with every change', async () => {
    const account = await insertAccount(db.em());
    expect(await generationOf(account)).to.equal(0);
    expect(await movedBy(account, () => bumpGeneration({ em: db.em() }, account))).to.equal(1);
    expect(await movedBy(account, () => bumpGeneration({ em: db.em() }, account))).to.equal(1);
  });

  it('grows with what is said of an account, a provider and a request', async () => {
    const account = await insertAccount(db.em());
    const rename = () => db.em().nativeUpdate(Account, { id: account }, { name: 'New Name' });
    expect(await movedBy(account, rename)).to.equal(1);
    let request = { id: '' };
    expect(
      await movedBy(account, async () => (request = await insertRequest(db.em(), { consumer: account }))),
    ).to.equal(1);
    const edit = () => db.em().nativeUpdate(ServiceRequest, { id: request.id }, { description: 'curly' });
    expect(await movedBy(account, edit)).to.equal(1);
    const provider = await insertProvider(db.em());
    const describeAnew = () => db.em().nativeUpdate(Provider, { id: provider.id }, { bio: 'New.' });
    expect(await movedBy(provider.accountId, describeAnew)).to.equal(1);
  });

  it('stays when the change is not committed', async () => {
    const account = await insertAccount(db.em());
    const failing = () =>
      db
        .em()
        .transactional(async (em) => {
          await em.nativeUpdate(Account, { id: account }, { name: 'New Name' });
          throw new Error('no');
        })
        .catch(() => undefined);
    expect(await movedBy(account, failing)).to.equal(0);
  });
});
