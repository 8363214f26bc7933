import { setTimeout as delay } from 'node:timers/promises';
import type { FeedItem } from '#contracts/events.ts';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';
import { feedsWithNews, readFeeds, toFeedItem, type Wanted } from './feed.queries.ts';
import { createFeedReaders, type FeedSink, type FeedSubscription } from './readers.ts';

/** Hands the feeds' new entries to those who are connected to this process. */
export interface FeedPump {
  /** Each entry behind the number goes to the sink once and in order: first those that are there, then those that come. */
  subscribe(wanted: Wanted, sink: FeedSink): FeedSubscription;
  /** A feed has grown; without a name, any may have. */
  wake(accountId?: string): void;
  /** Hands over no more; returns when the last read has ended. */
  stop(): Promise<void>;
}

interface PumpOptions {
  readonly orm: Orm;
  readonly log: Log;
  /** The slow poll behind the notifications, ms. */
  readonly pollMs?: number;
  /** Told of every entry that was handed over. */
  readonly onPushed?: (item: FeedItem) => void;
}

const POLL_MS = 2_000;
const PAGE = 100;
const FEEDS_AT_ONCE = 500;
const RETRY_MS = 250;

/**
 * Reads many feeds with one statement, and only those that somebody here is connected to, from the position of each feed's
 * slowest reader. Whatever wakes it, and however often, nothing is handed over twice or left out. It polls only while
 * somebody reads.
 */
export function createFeedPump({ orm, log, pollMs = POLL_MS, onPushed = () => undefined }: PumpOptions): FeedPump {
  const dirty = new Set<string>();
  const readers = createFeedReaders({ onWaiting: mark, onEmpty: endPoll, onPushed });
  let running: Promise<void> | undefined;
  let poll: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isFailing = false;
  return { subscribe, wake, stop };

  function subscribe(wanted: Wanted, sink: FeedSink): FeedSubscription {
    poll ??= setInterval(() => wake(), pollMs).unref();
    return readers.add(wanted, sink);
  }

  function endPoll(): void {
    clearInterval(poll);
    poll = undefined;
  }

  function wake(accountId?: string): void {
    if (accountId !== undefined) mark(accountId);
    else void lookForNews().catch(() => undefined); // the next poll looks again
  }

  function mark(accountId: string): void {
    if (isStopped || !readers.has(accountId)) return;
    dirty.add(accountId);
    running ??= run();
  }

  async function stop(): Promise<void> {
    isStopped = true;
    endPoll();
    readers.clear();
    await running;
  }

  async function lookForNews(): Promise<void> {
    const all = readers.names();
    for (let at = 0; at < all.length; at += FEEDS_AT_ONCE) {
      const wanted = readers.wantedOf(all.slice(at, at + FEEDS_AT_ONCE));
      for (const accountId of await feedsWithNews({ em: orm.em.fork() }, wanted)) mark(accountId);
    }
  }

  async function run(): Promise<void> {
    while (dirty.size > 0 && !isStopped) {
      const accountIds = [...dirty].slice(0, FEEDS_AT_ONCE);
      for (const accountId of accountIds) dirty.delete(accountId); // before the read: who is woken meanwhile is read again
      await read(accountIds);
    }
    running = undefined;
  }

  async function read(accountIds: readonly string[]): Promise<void> {
    const wanted = readers.wantedOf(accountIds);
    if (wanted.length === 0) return;
    try {
      const rows = await readFeeds({ em: orm.em.fork() }, wanted, PAGE);
      if (isFailing) log.info('the feed can be read again');
      isFailing = false;
      const found = Map.groupBy(rows, (row) => row.accountId);
      for (const each of wanted) {
        const items = (found.get(each.accountId) ?? []).map(toFeedItem);
        if (readers.deliver(each, items, items.length < PAGE)) dirty.add(each.accountId);
      }
    } catch (err) {
      if (!isFailing) log.warn({ err }, 'the feed cannot be read now; what comes meanwhile is pushed later');
      isFailing = true;
      for (const accountId of accountIds) dirty.add(accountId);
      if (!isStopped) await delay(RETRY_MS);
    }
  }
}
