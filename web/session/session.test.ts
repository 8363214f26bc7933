import { expect } from 'chai';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { fakeBrowser, type FakeBrowser, type FakeTab } from '#web/test-support/fake-browser.ts';
import { until } from '#test/support/until.ts';
import { dataOf } from '#web/api/client.ts';

const PASSWORD = 'a long pass phrase';
const ADA = { email: 'ada@test.example', password: PASSWORD };
const BOB = { email: 'bob@test.example', password: PASSWORD };

describe('the session of the client', () => {
  const fixture = useApi();
  let browser: FakeBrowser;

  before(async () => {
    const passwordHash = await cheapHash(PASSWORD);
    for (const { email } of [ADA, BOB]) await insertAccount(fixture.orm.em.fork(), { email, passwordHash });
  });
  beforeEach(() => (browser = fakeBrowser(() => fixture.url)));
  afterEach(() => browser.close());

  const me = async ({ api }: FakeTab) => (await dataOf(api.GET('/v1/auth/me'))).email;
  const stateOf = ({ session }: FakeTab) => session.get();
  const isIn = (tab: FakeTab, { email } = ADA) => {
    const state = stateOf(tab);
    return state.status === 'signedIn' && state.account.email === email;
  };
  const refreshes = () => browser.sent.filter((each) => each.includes('/refresh')).length;

  async function signedIn(): Promise<FakeTab> {
    const tab = browser.openTab();
    await tab.session.start();
    await tab.session.signIn(ADA);
    return tab;
  }

  it('starts signed out, and goes on by itself when the page is loaded again', async () => {
    const tab = browser.openTab();
    expect(stateOf(tab)).to.deep.equal({ status: 'starting' });
    await tab.session.start();
    expect(stateOf(tab)).to.deep.equal({ status: 'signedOut' });
    await tab.session.signIn(ADA);
    expect(await me(tab)).to.equal(ADA.email);
    tab.close();
    const reloaded = browser.openTab();
    const early = me(reloaded); // a call that comes before it is known who is there waits for it
    await reloaded.session.start();
    expect(await early).to.equal(ADA.email);
    expect(isIn(reloaded)).to.equal(true);
    expect(JSON.stringify(Object.entries(browser.storage))).to.not.match(/eyJ|refresh/); // nothing that signs anybody in
  });

  it('asks the server for nothing where nobody is signed in, and once where a login has ended meanwhile', async () => {
    const stranger = browser.openTab();
    await stranger.session.start();
    expect(browser.sent).to.deep.equal([]);
    (await signedIn()).close();
    await fixture.orm.em.fork().execute('delete from refresh_tokens');
    for (const _visit of [1, 2]) {
      const tab = browser.openTab();
      await tab.session.start();
      expect(stateOf(tab)).to.deep.equal({ status: 'signedOut' });
      tab.close();
    }
    expect(refreshes()).to.equal(1);
  });

  it('is one for all tabs: they come in together, refresh in turn and go out together', async () => {
    const first = browser.openTab();
    const second = browser.openTab();
    await Promise.all([first.session.start(), second.session.start()]);
    await first.session.signIn(ADA);
    await until('the second tab to follow', () => isIn(second));
    const tokens = await Promise.all([first, second].map(({ session }) => session.current()));
    await Promise.all([first, second].map(({ session }, at) => session.renew(String(tokens[at]))));
    expect([await me(first), await me(second)]).to.deep.equal([ADA.email, ADA.email]);
    expect(browser.mostAtOnce).to.equal(1);
    await first.session.signOut();
    await until('the second tab to be out', () => stateOf(second).status === 'signedOut');
    expect([first, second].map(stateOf)).to.deep.equal(Array(2).fill({ status: 'signedOut', reason: 'left' }));
    expect([first.emptied(), second.emptied()]).to.deep.equal([1, 1]);
    const third = browser.openTab();
    await third.session.start();
    expect(stateOf(third).status).to.equal('signedOut');
  });

  it('gives all calls of a moment one new token', async () => {
    const tab = await signedIn();
    const token = String(await tab.session.current());
    const before = refreshes();
    const renewed = await Promise.all([1, 2, 3].map(() => tab.session.renew(token)));
    expect(new Set(renewed).size).to.equal(1);
    expect(await tab.session.renew(token)).to.equal(renewed[0]); // a call that comes back late
    expect(refreshes()).to.equal(before + 1);
  });

  it('empties everything when another person signs in elsewhere', async () => {
    const first = await signedIn();
    const second = browser.openTab();
    await second.session.signIn(BOB);
    await until('the first tab to follow', () => isIn(first, BOB));
    expect(first.emptied()).to.equal(1);
    expect(await me(first)).to.equal(BOB.email);
  });

  it('waits for a server that is away, and signs nobody out for it', async () => {
    (await signedIn()).close();
    browser.isConnected = false;
    const tab = browser.openTab();
    const starting = tab.session.start();
    await until('some tries', () => refreshes() >= 3);
    expect(stateOf(tab).status).to.equal('starting');
    browser.isConnected = true;
    await starting;
    expect(isIn(tab)).to.equal(true);
    browser.isConnected = false;
    const failure = await tab.session.renew(String(await tab.session.current())).catch((error: unknown) => error);
    expect(failure).to.have.property('name', 'OfflineError');
    expect(isIn(tab)).to.equal(true);
  });

  it('signs out without a connection, and tells the server before anybody is signed in again', async () => {
    const tab = await signedIn();
    browser.isConnected = false;
    void tab.session.signOut();
    expect(stateOf(tab)).to.deep.equal({ status: 'signedOut', reason: 'left' });
    tab.close();
    browser.isConnected = true;
    const reloaded = browser.openTab();
    await reloaded.session.start();
    expect(stateOf(reloaded).status).to.equal('signedOut');
    expect(browser.sent.at(-1)).to.include('/logout');
    const again = browser.openTab();
    await again.session.start();
    expect(stateOf(again).status).to.equal('signedOut');
  });

  it('says that a login has ended when the server says so', async () => {
    const tab = await signedIn();
    const account = tab.session.get();
    const id = account.status === 'signedIn' ? account.account.id : '';
    await fixture.orm.em.fork().execute('delete from refresh_tokens where account_id = ?', [id]);
    expect(await tab.session.renew(String(await tab.session.current()))).to.equal(undefined);
    expect(stateOf(tab)).to.deep.equal({ status: 'signedOut', reason: 'expired' });
    expect(tab.emptied()).to.equal(1);
  });

  it('shows the device that it has signed in before, or the code of a mail', async () => {
    const tab = await signedIn();
    await tab.session.signIn(ADA);
    await tab.session.signIn({ ...ADA, code: 'a-code' });
    const logins = browser.sent.filter((each) => each.includes('/login'));
    const bodies = logins.map((each) => JSON.parse(each.slice(each.indexOf('{'))) as { deviceToken?: string });
    expect(bodies.map(({ deviceToken }) => typeof deviceToken)).to.deep.equal(['undefined', 'string', 'string']);
    expect(bodies[2]?.deviceToken).to.equal('a-code');
  });

  it('reads the account again when its roles have changed', async () => {
    const tab = await signedIn();
    const state = tab.session.get();
    const id = state.status === 'signedIn' ? state.account.id : '';
    await fixture.orm.em.fork().execute(`update accounts set name = 'Ada L.' where id = ?`, [id]);
    await tab.session.reload();
    expect(stateOf(tab)).to.have.nested.property('account.name', 'Ada L.');
  });
});
