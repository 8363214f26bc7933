import type { QueryClient } from '@tanstack/react-query';
import { dataOf, type Api } from '#web/api/client.ts';
import type { Connectivity } from '#web/api/connectivity.ts';
import { createStore, type Store } from '#web/kit/store.ts';
import type { Wait } from '#web/kit/wait.ts';
import type { Session } from '#web/session/session.ts';
import { followAccount } from './account-feed.ts';
import { createAgentText, type AgentText } from './agent-text.ts';
import { effectsOf, type FeedItem } from './feed-effects.ts';
import { createInvalidation } from './invalidation.ts';
import type { LiveState } from './messages.ts';

/** The feed of whoever is signed in, in all tabs over one connection. */
export interface Live extends Store<LiveState> {
  /** What the agent is writing. */
  readonly text: AgentText;
  /** Every entry once and in order; what it changes is read again by itself. */
  listen(listener: (item: FeedItem) => void): () => void;
  stop(): void;
}

export interface LiveOptions {
  readonly session: Session;
  readonly api: Api;
  readonly queryClient: QueryClient;
  readonly connectivity: Pick<Connectivity, 'doubt' | 'reached' | 'whenOnline'>;
  readonly locks: Pick<LockManager, 'request'>;
  readonly storage: Storage | undefined;
  /** Where sockets connect. */
  readonly url: string;
  readonly wait?: Wait;
  /** Until then nothing is followed, so that the page comes first. */
  readonly settled?: Promise<void>;
}

/** Follows the feed for as long as somebody is signed in. */
export function createLive(options: LiveOptions): Live {
  const { session, api, queryClient } = options;
  const state = createStore<LiveState>('off');
  const invalidation = createInvalidation(queryClient);
  const listeners = new Set<(item: FeedItem) => void>();
  const text = createAgentText();
  let following: { readonly accountId: string; readonly end: AbortController } | undefined;
  const unsubscribe = session.subscribe(onSession);
  onSession();
  return { get: state.get, subscribe: state.subscribe, text, listen, stop };

  function onSession(): void {
    const now = session.get();
    const accountId = now.status === 'signedIn' ? now.account.id : undefined;
    if (accountId === following?.accountId) return;
    following?.end.abort();
    following = undefined;
    text.clear();
    if (accountId === undefined) return state.set('off');
    const end = new AbortController();
    following = { accountId, end };
    void follow(accountId, end);
  }

  async function follow(accountId: string, end: AbortController): Promise<void> {
    await options.settled;
    if (end.signal.aborted) return;
    await followAccount({
      ...options,
      accountId,
      text,
      fetchAfter,
      apply: onItem,
      signal: end.signal,
      onLost: () => void invalidation.all(),
      onSuspended: () => session.end('suspended'),
      onState: (next) => following?.end === end && state.set(next),
    });
  }

  async function fetchAfter(after: number): Promise<readonly FeedItem[]> {
    return (await dataOf(api.GET('/v1/events', { params: { query: { after } } }))).items;
  }

  function onItem(item: FeedItem): void {
    const isRead = invalidation.add(effectsOf(item));
    if (item.type === 'chat:response' || (item.type === 'task:updated' && item.payload.status === 'failed')) {
      const { taskId } = item.payload;
      void isRead.finally(() => text.finish(taskId)); // until then the page shows what was written
    }
    if (item.type === 'enrollment:updated') void session.reload().catch(() => undefined);
    for (const listener of listeners) listener(item);
  }

  function listen(listener: (item: FeedItem) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  function stop(): void {
    unsubscribe();
    following?.end.abort();
  }
}
