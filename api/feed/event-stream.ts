import { Readable } from 'node:stream';
import type { Connections, EndReason } from '#api/realtime/connections.ts';
import type { FeedItem } from '#contracts/events.ts';
import type { FeedPump } from './pump.ts';

interface EventStreamOptions {
  readonly pump: FeedPump;
  readonly connections: Connections;
  readonly accountId: string;
  readonly after: number;
  readonly expiresAtMs: number;
  /** Ends by itself after so long; 0 once everything that is there was sent. */
  readonly seconds?: number | undefined;
  readonly now?: () => number;
}

const HEARTBEAT_MS = 15_000;
/** How long a reader may leave lying what was sent. */
const STALLED_MS = 15_000;
const RECONNECT_MS = 1_000;
const BUFFER_BYTES = 65_536;

/**
 * One feed as server-sent events: what is there, a comment that says so, then what comes. Throws a Problem when the account
 * may open no more. It ends like any answer; a client connects again with the last id it has.
 */
export function openEventStream(options: EventStreamOptions): Readable {
  const { pump, connections, accountId, after, expiresAtMs, seconds, now = Date.now } = options;
  let fullSinceMs: number | undefined;
  const stream = new Readable({
    highWaterMark: BUFFER_BYTES,
    read() {
      fullSinceMs = undefined;
      subscription.resume();
    },
    destroy(error, done) {
      close();
      done(error);
    },
  });
  const remove = connections.add({ accountId, kind: 'stream', expiresAtMs, isStalled, end });
  stream.push(`retry: ${RECONNECT_MS}\n\n`);
  const subscription = pump.subscribe({ accountId, after }, { push, onCaughtUp });
  const heartbeat = setInterval(() => stream.readableLength === 0 && send(': still here\n\n'), HEARTBEAT_MS).unref();
  const lifetime = seconds ? setTimeout(finish, seconds * 1_000).unref() : undefined;
  return stream;

  function push(item: FeedItem): boolean {
    return send(toText(item));
  }

  function send(text: string): boolean {
    const hasRoom = stream.push(text);
    if (!hasRoom) fullSinceMs ??= now();
    return hasRoom;
  }

  function onCaughtUp(): void {
    send(': up to date\n\n');
    if (seconds === 0) finish();
  }

  function isStalled(nowMs: number): boolean {
    return fullSinceMs !== undefined && nowMs - fullSinceMs > STALLED_MS;
  }

  function end(reason: EndReason): void {
    if (reason === 'slow') stream.destroy();
    else finish();
  }

  /** What was pushed is still sent; nothing is pushed behind it. */
  function finish(): void {
    close();
    if (!stream.destroyed && !stream.readableEnded) stream.push(null);
  }

  function close(): void {
    subscription.close();
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    remove();
  }
}

/** Types are words of ours and JSON has no line breaks, so nothing in an entry can end its event. */
function toText(item: FeedItem): string {
  return `id: ${item.seq}\nevent: ${item.type}\ndata: ${JSON.stringify(item)}\n\n`;
}
