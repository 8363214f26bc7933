export type TabMessage = 'signedIn' | 'signedOut';

/** The tabs of one browser. */
export interface Tabs {
  /** Carries it out while no other tab is at it. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Tells the other tabs. */
  tell(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): () => void;
  close(): void;
}

const NAME = 'proxie.session';

/** Over Web Locks and a BroadcastChannel. A tab that dies gives its turn to the next. */
export function createTabs(locks: Pick<LockManager, 'request'>): Tabs {
  const channel = new BroadcastChannel(NAME);
  return { inTurn, tell: (message) => channel.postMessage(message), listen, close: () => channel.close() };

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return (await locks.request(NAME, work)) as Result;
  }

  function listen(listener: (message: TabMessage) => void): () => void {
    const onMessage = ({ data }: MessageEvent): void => listener(data as TabMessage);
    channel.addEventListener('message', onMessage);
    return () => channel.removeEventListener('message', onMessage);
  }
}
