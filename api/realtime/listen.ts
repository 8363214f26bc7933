import type { FeedPump } from '#api/feed/pump.ts';
import { listenForCommits } from '#api/outbox/listen.ts';
import type { Log } from '#platform/logger.ts';

interface FeedListening {
  /** For LISTEN, which needs a connection of its own. */
  readonly databaseUrl: string;
  readonly pump: FeedPump;
  readonly log: Log;
}

/** Wakes the pump at the commit of every entry, whichever process made it. What is missed, its poll finds. */
export function listenToFeeds({ databaseUrl, pump, log }: FeedListening): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const onCommit = (accountId?: string): void => pump.wake(accountId);
  const listening = listenForCommits({ databaseUrl, channel: 'feed', onCommit, log, signal: stopping.signal });
  return {
    async stop() {
      stopping.abort();
      await Promise.all([listening, pump.stop()]);
    },
  };
}
