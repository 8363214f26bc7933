import type { FeedItem } from '#contracts/events.ts';
import type { Wanted } from './feed.queries.ts';

/** Where entries go. */
export interface FeedSink {
  /** Takes the next entry. False: no more for now, until `resume`. */
  push(item: FeedItem): boolean;
  /** Everything that was there at the start has been handed over; what comes from now on is new. Called once. */
  onCaughtUp?(): void;
}

/** One reader of one feed. */
export interface FeedSubscription {
  /** Takes up again after `push` has said no. */
  resume(): void;
  close(): void;
}

/** Who reads which feed in this process, and how far each of them is. */
export interface FeedReaders {
  add(wanted: Wanted, sink: FeedSink): FeedSubscription;
  /** The feeds that somebody reads. */
  names(): string[];
  has(accountId: string): boolean;
  /** From where each feed is to be read; nothing of those whose readers have gone or want nothing now. */
  wantedOf(accountIds: readonly string[]): Wanted[];
  /** Hands over what was read; `isAll` when there was no more. True: the feed is to be read again. */
  deliver(wanted: Wanted, items: readonly FeedItem[], isAll: boolean): boolean;
  clear(): void;
}

interface ReadersOptions {
  /** A feed has a reader who waits. */
  readonly onWaiting: (accountId: string) => void;
  /** The last reader of all has gone. */
  readonly onEmpty: () => void;
  readonly onPushed: (item: FeedItem) => void;
}

interface Reader {
  readonly sink: FeedSink;
  position: number;
  isPaused: boolean;
  isCaughtUp: boolean;
}

/** Every reader has a position of its own and is handed nothing that does not lie behind it. */
export function createFeedReaders({ onWaiting, onEmpty, onPushed }: ReadersOptions): FeedReaders {
  const feeds = new Map<string, Set<Reader>>();
  return {
    add,
    names: () => [...feeds.keys()],
    has: (accountId) => feeds.has(accountId),
    wantedOf,
    deliver,
    clear: () => feeds.clear(),
  };

  function add({ accountId, after }: Wanted, sink: FeedSink): FeedSubscription {
    const reader: Reader = { sink, position: after, isPaused: false, isCaughtUp: false };
    const readers = feeds.get(accountId) ?? new Set();
    feeds.set(accountId, readers.add(reader));
    onWaiting(accountId);
    return {
      resume() {
        if (!reader.isPaused) return;
        reader.isPaused = false;
        onWaiting(accountId);
      },
      close() {
        readers.delete(reader);
        if (readers.size === 0 && feeds.get(accountId) === readers) feeds.delete(accountId);
        if (feeds.size === 0) onEmpty();
      },
    };
  }

  function wantedOf(accountIds: readonly string[]): Wanted[] {
    return accountIds.flatMap((accountId) => {
      const ready = [...(feeds.get(accountId) ?? [])].filter((each) => !each.isPaused);
      return ready.length === 0 ? [] : [{ accountId, after: Math.min(...ready.map((each) => each.position)) }];
    });
  }

  function deliver({ accountId, after }: Wanted, items: readonly FeedItem[], isAll: boolean): boolean {
    let isToBeReadAgain = !isAll;
    for (const reader of feeds.get(accountId) ?? []) {
      if (reader.isPaused) continue;
      if (reader.position < after) isToBeReadAgain = true; // it came while the feed was being read
      else handOver(reader, items, isAll);
    }
    return isToBeReadAgain;
  }

  function handOver(reader: Reader, items: readonly FeedItem[], isAll: boolean): void {
    for (const item of items) {
      if (reader.isPaused) return;
      if (item.seq <= reader.position) continue;
      reader.position = item.seq;
      reader.isPaused = !reader.sink.push(item);
      onPushed(item);
    }
    if (!isAll || reader.isCaughtUp || reader.isPaused) return;
    reader.isCaughtUp = true;
    reader.sink.onCaughtUp?.();
  }
}
