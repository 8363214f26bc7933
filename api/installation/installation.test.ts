import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { DEMO_ACCOUNTS } from '#db/seeds/demo-accounts.ts';
import { useApi } from '#test/support/api.ts';
import { PRODUCTION } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';

const UI = 'http://127.0.0.1:8233';
const FOREIGN_CALLS: readonly Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { 'x-forwarded-for': '203.0.113.7' },
];

describe('an installation for development', () => {
  const fixture = useApi({ settings: { PROXIE_TEMPORAL_UI_URL: UI, PROXIE_TRUST_PROXY: '1' } });
  const clara = DEMO_ACCOUNTS[0]!;

  it('says what it is, and to operators where the Temporal UI is', async () => {
    const em = fixture.orm.em.fork();
    const [person, operator] = [await insertAccount(em), await insertAccount(em, { roles: ['consumer', 'admin'] })];
    const usual = { environment: 'test', registrationOpen: true, offersDemoAccounts: true };
    expect((await fixture.api.get('/v1/installation')).body).to.deep.equal(usual);
    const as = (id: string) => fixture.tokenOf(id).then((token) => fixture.api.get('/v1/installation', { as: token }));
    expect((await as(person)).body).to.deep.equal(usual);
    expect((await as(operator)).body).to.deep.equal({ ...usual, temporalUiUrl: UI });
  });

  it('shows the demo accounts that are there and can sign in', async () => {
    const list = async () => (await fixture.api.get('/v1/demo-accounts')).body.items;
    expect(await list()).to.deep.equal([]);
    const em = fixture.orm.em.fork();
    await insertAccount(em, { id: clara.id, email: clara.email });
    const { label, role, name, email, password } = clara;
    expect(await list()).to.deep.equal([{ label, role, name, email, password }]);
    await em.nativeUpdate(Account, { id: clara.id }, { status: 'suspended' });
    expect(await list()).to.deep.equal([]);
  });

  it('shows them to the machine itself alone', async () => {
    for (const headers of FOREIGN_CALLS) {
      const answer = await fixture.api.get('/v1/demo-accounts', { headers });
      expect(answer, JSON.stringify(headers)).to.be.problem(404, 'not_found');
      const { body } = await fixture.api.get('/v1/installation', { headers });
      expect(body, JSON.stringify(headers)).to.have.property('offersDemoAccounts', false);
    }
  });
});

describe('an installation for production', () => {
  const fixture = useApi({ settings: PRODUCTION, content: 'seeded' });

  it('has no demo accounts and no route for them', async () => {
    expect(await fixture.api.get('/v1/demo-accounts')).to.be.problem(404, 'not_found');
    const { body } = await fixture.api.get('/v1/installation');
    expect(body).to.deep.equal({ environment: 'production', registrationOpen: false, offersDemoAccounts: false });
  });

  it('takes no other method there either', async () => {
    expect(await fixture.api.post('/v1/demo-accounts')).to.be.problem(404, 'not_found');
  });
});
