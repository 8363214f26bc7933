import type { FeedItem } from './feed-effects.ts';

/** Applies a feed without holes and without repetitions, whatever brings its entries. */
export interface FeedReader {
  /** The number of the last entry; undefined when nothing is known of the feed yet. */
  position(): number | undefined;
  /** The feed goes on behind this number. What lies between the last entry and it is fetched. */
  startAt(seq: number): void;
  take(item: FeedItem): void;
  /** Nothing is known any more: the next entry is taken whatever its number. */
  reset(): void;
}

interface FeedReaderOptions {
  readonly apply: (item: FeedItem) => void;
  /** `GET /v1/events?after=`: the entries behind a number, up to the end of a page. */
  readonly fetchAfter: (seq: number) => Promise<readonly FeedItem[]>;
}

export function createFeedReader({ apply, fetchAfter }: FeedReaderOptions): FeedReader {
  let last: number | undefined;
  let isFilling = false;
  /** Where the other end is: what is behind it is not there yet. */
  let known = 0;
  return { position: () => last, startAt, take, reset };

  function startAt(seq: number): void {
    if (last === undefined) last = seq;
    else reachTo(seq);
  }

  function take(item: FeedItem): void {
    last ??= item.seq - 1;
    if (item.seq === last + 1) {
      last = item.seq;
      apply(item);
    } else reachTo(item.seq);
  }

  function reset(): void {
    last = undefined;
    known = 0;
  }

  function reachTo(seq: number): void {
    known = Math.max(known, seq);
    if (last !== undefined && known > last && !isFilling) void fill();
  }

  async function fill(): Promise<void> {
    isFilling = true;
    try {
      while (last !== undefined && known > last) {
        const before: number = last;
        const items = await fetchAfter(before);
        if (items.length === 0) break;
        for (const item of items) if (last !== undefined && item.seq === last + 1) take(item);
        if (last === before) break;
      }
    } catch {
      // the next entry or the next connection tries again
    } finally {
      isFilling = false;
    }
  }
}
