import type { AgentText, TurnPosition } from './agent-text.ts';
import type { FeedItem } from './feed-effects.ts';
import { createFeedReader } from './feed-reader.ts';
import { followTheFeed, type ConnectionOptions } from './leader.ts';
import type { LiveMessage, LiveState } from './messages.ts';

export interface AccountFeedOptions extends ConnectionOptions {
  readonly accountId: string;
  readonly locks: Pick<LockManager, 'request'>;
  /** Keeps the number of the last entry. */
  readonly storage: Storage | undefined;
  readonly text: AgentText;
  readonly apply: (item: FeedItem) => void;
  readonly fetchAfter: (seq: number) => Promise<readonly FeedItem[]>;
  /** What was read before may be wrong. */
  readonly onLost: () => void;
  readonly onSuspended: () => void;
  readonly onState: (state: LiveState) => void;
}

/**
 * Follows the feed of one account until the signal is aborted. The tab that gets the lock holds the connection and tells the
 * others; when it dies, the lock goes to the next, which resumes from the last number that it has heard.
 */
export async function followAccount(options: AccountFeedOptions): Promise<void> {
  const { accountId, signal, locks, storage, text, fetchAfter, onLost, onSuspended, onState } = options;
  const name = `proxie.live.${accountId}`;
  const channel = new BroadcastChannel(name);
  const reader = createFeedReader({ apply, fetchAfter });
  const kept = keptSeq(storage, name);
  if (kept !== undefined) reader.startAt(kept);
  let isLeader = false;
  let refill: (turn: TurnPosition) => void = () => undefined;
  const unlisten = text.onHole((turn) => (isLeader ? refill(turn) : channel.postMessage({ kind: 'hole', turn })));
  channel.addEventListener('message', ({ data }: MessageEvent) => hear(data as LiveMessage));
  onState('following');
  try {
    await locks.request(name, { signal }, lead);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    unlisten();
    channel.close();
  }

  async function lead(): Promise<void> {
    isLeader = true;
    await followTheFeed({
      ...options,
      position: () => reader.position(),
      turns: () => text.positions(),
      tell,
      onRefill: (next) => (refill = next),
    });
  }

  function tell(message: LiveMessage): void {
    if (!signal.aborted) channel.postMessage(message);
    hear(message);
  }

  function hear(message: LiveMessage): void {
    if (signal.aborted) return;
    switch (message.kind) {
      case 'item':
        return reader.take(message.item);
      case 'part':
        return text.take(message.part);
      case 'at':
        if (reader.position() === undefined) onLost(); // what was read before the feed began may have changed since
        return reader.startAt(message.seq);
      case 'lost':
        reader.reset();
        return onLost();
      case 'suspended':
        return onSuspended();
      case 'hole':
        return isLeader ? refill(message.turn) : undefined;
    }
  }

  function apply(item: FeedItem): void {
    keepSeq(storage, name, item.seq);
    options.apply(item);
  }
}

function keptSeq(storage: Storage | undefined, name: string): number | undefined {
  try {
    const kept = storage?.getItem(name) ?? undefined;
    return kept !== undefined && /^\d+$/.test(kept) ? Number(kept) : undefined;
  } catch {
    return undefined;
  }
}

function keepSeq(storage: Storage | undefined, name: string, seq: number): void {
  try {
    storage?.setItem(name, String(seq));
  } catch {
    // then the next page begins where the feed is by then
  }
}
