import { randomUUID } from 'node:crypto';
import { QueryClient } from '@tanstack/react-query';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { fakeBrowser, type FakeBrowser, type FakeTab } from '#web/test-support/fake-browser.ts';
import { useLive, type LivePerson } from '#test/support/live.ts';
import { useScriptedServer } from '#test/support/scripted-server.ts';
import { until } from '#test/support/until.ts';
import { createLive, type Live } from './live.ts';

const PASSWORD = 'a long pass phrase';

/** A tab that follows the feed. */
interface LiveTab extends FakeTab {
  readonly live: Live;
  readonly cache: QueryClient;
  readonly seqs: number[];
}

describe('the feed in the client', () => {
  const server = useLive();
  const withoutSockets = useScriptedServer();
  let browser: FakeBrowser;
  let person: LivePerson;
  let email: string;
  let passwordHash: string;
  const tabs: LiveTab[] = [];

  before(async () => {
    passwordHash = await cheapHash(PASSWORD);
  });
  beforeEach(async () => {
    browser = fakeBrowser(() => server.url);
    email = `${randomUUID()}@test.example`;
    person = await server.person({ email, passwordHash });
  });
  afterEach(() => {
    for (const tab of tabs.splice(0)) closeLive(tab);
    browser.close();
  });

  function closeLive({ live, cache }: LiveTab): void {
    live.stop();
    cache.clear();
  }

  async function open(url = server.url): Promise<LiveTab> {
    const tab = browser.openTab();
    const cache = new QueryClient();
    const seqs: number[] = [];
    const live = createLive({
      ...tab,
      url,
      queryClient: cache,
      locks: navigator.locks,
      storage: browser.storage,
      wait: () => new Promise((resolve) => void setTimeout(resolve, 20)),
    });
    live.listen(({ seq }) => seqs.push(seq));
    const liveTab: LiveTab = { ...tab, live, cache, seqs };
    tabs.push(liveTab);
    await tab.session.start();
    if (tab.session.get().status !== 'signedIn') await tab.session.signIn({ email, password: PASSWORD });
    return liveTab;
  }

  const becomes = (tab: LiveTab, state: string) => until(`the tab to be ${state}`, () => tab.live.get() === state);
  const commit = (count: number) => server.commit(...Array.from({ length: count }, () => person));
  const last = (seqs: readonly number[], seq: number) => until(`entry ${seq}`, () => seqs.at(-1) === seq);

  it('comes over one connection to all tabs, and the next tab goes on without a gap when the first is closed', async () => {
    const first = await open();
    await becomes(first, 'socket');
    const second = await open();
    await becomes(second, 'following');
    await commit(2);
    await Promise.all([last(first.seqs, 2), last(second.seqs, 2)]);
    closeLive(first);
    await commit(3);
    await becomes(second, 'socket');
    await last(second.seqs, 5);
    expect(first.seqs).to.deep.equal([1, 2]);
    expect(second.seqs).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('has what it changes read again', async () => {
    const tab = await open();
    await becomes(tab, 'socket');
    tab.cache.setQueryData(['requests', {}], {});
    tab.cache.setQueryData(['catalog', {}], {});
    await commit(1);
    await until('the list to be out of date', () => tab.cache.getQueryState(['requests', {}])?.isInvalidated);
    expect(tab.cache.getQueryState(['catalog', {}])?.isInvalidated).to.equal(false);
  });

  it('goes on where the browser was when it is opened again', async () => {
    const tab = await open();
    await becomes(tab, 'socket');
    await commit(1);
    await last(tab.seqs, 1);
    closeLive(tab);
    tab.close();
    await commit(2);
    const later = await open();
    await last(later.seqs, 3);
    expect(later.seqs).to.deep.equal([2, 3]);
  });

  it('begins anew where the server does not know the number that was kept', async () => {
    browser.storage.setItem(`proxie.live.${person.accountId}`, '999');
    const tab = await open();
    await becomes(tab, 'socket');
    await commit(1);
    await last(tab.seqs, 1);
  });

  it('comes by server-sent events where sockets do not pass', async () => {
    const tab = await open(withoutSockets.url);
    await becomes(tab, 'stream');
    await commit(2);
    await last(tab.seqs, 2);
    expect(tab.seqs).to.deep.equal([1, 2]);
  });

  it('shows what the agent writes in every tab, from its beginning also to one that comes later', async () => {
    const of = { accountId: person.accountId, conversationId: randomUUID(), turnId: randomUUID(), attempt: 1 };
    const write = (offset: number, text: string) => server.channel.publish({ kind: 'stream', ...of, offset, text });
    const shown = ({ live }: LiveTab) =>
      live.text
        .ofConversation(of.conversationId)
        .get()
        .map(({ text }) => text);
    const reads = (tab: LiveTab, text: string) => until(`"${text}"`, () => shown(tab)[0] === text);
    const first = await open();
    await becomes(first, 'socket');
    await write(0, 'There are ');
    await reads(first, 'There are ');
    const second = await open();
    await becomes(second, 'following');
    await write(10, 'two offers');
    await Promise.all([first, second].map((tab) => reads(tab, 'There are two offers')));
    const payload = { conversationId: of.conversationId, taskId: of.turnId, status: 'succeeded' };
    await server.commit({ accountId: person.accountId, type: 'chat:response', payload });
    await until('the stored message', () => shown(first).length + shown(second).length === 0);
  });

  it('ends with a suspension, in all tabs, and says so', async () => {
    const first = await open();
    await becomes(first, 'socket');
    const second = await open();
    await server.orm.em.fork().nativeUpdate(Account, { id: person.accountId }, { status: 'suspended' });
    await until('both to be out', () => [first, second].every(({ session }) => session.get().status === 'signedOut'));
    expect(first.session.get()).to.deep.equal({ status: 'signedOut', reason: 'suspended' });
    expect(first.live.get()).to.equal('off');
  });
});
