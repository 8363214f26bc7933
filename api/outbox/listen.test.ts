import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { silentLogger } from '#platform/logger.ts';
import { ownPostgres } from '#test/support/postgres.ts';
import { until } from '#test/support/until.ts';
import { listenForCommits } from './listen.ts';

const NOWHERE = 'postgresql://nobody@127.0.0.1:1/nothing';

describe('listenForCommits', () => {
  it('leaves nothing behind at the signal, however often it connects again', async () => {
    const stopping = new AbortController();
    let failures = 0;
    const log = { ...silentLogger, warn: () => void (failures += 1) };
    const options = { databaseUrl: NOWHERE, channel: 'feed', onCommit: () => undefined, log } as const;
    const listening = listenForCommits({ ...options, signal: stopping.signal });
    await until('the third failure', () => failures === 3);
    expect(getEventListeners(stopping.signal, 'abort')).to.have.lengthOf.at.most(1);
    stopping.abort();
    await listening;
    expect(getEventListeners(stopping.signal, 'abort')).to.have.lengthOf(0);
  });

  for (const when of ['before it has connected', 'while it listens'] as const) {
    it(`ends at once although the server is paused ${when}`, async () => {
      const server = await ownPostgres();
      const { url } = await server.createDatabase({ content: 'empty' });
      const stopping = new AbortController();
      let commits = 0;
      const options = { databaseUrl: url, channel: 'feed', onCommit: () => void (commits += 1) } as const;
      if (when === 'before it has connected') server.pause();
      const listening = listenForCommits({ ...options, log: silentLogger, signal: stopping.signal });
      if (when === 'while it listens') {
        await until('it to listen', () => commits === 1);
        server.pause();
      }
      stopping.abort();
      await listening; // with a goodbye it would wait for the server
      server.resume();
      await server.stop();
    });
  }
});
