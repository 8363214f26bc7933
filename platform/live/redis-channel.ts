import type { Log } from '#platform/logger.ts';
import { redisLibrary } from '#platform/redis-library.ts';
import type { SharedRedis } from '#platform/redis.ts';
import { createInProcessLiveChannel } from './in-process.ts';
import { KEPT_MS, newestParts, type ClosableLiveChannel, type LiveEvent } from './live-channel.ts';

interface RedisLiveOptions {
  readonly url: string;
  readonly redis: SharedRedis;
  readonly log: Log;
}

const CHANNEL = 'proxie:live';
const FIELD = 'event';
const MAX_EVENTS = 5_000;
const MAX_RECONNECT_MS = 1_000;
const keyOf = (turnId: string): string => `proxie:live:turn:${turnId}`;

/**
 * A stream a turn, which goes by itself, and one published message an event. While Redis is away events go round inside
 * this process only.
 */
export function createRedisLiveChannel({ url, redis, log }: RedisLiveOptions): ClosableLiveChannel {
  const local = createInProcessLiveChannel();
  let subscriber: ReturnType<typeof connectSubscriber> | undefined;
  let isDown = false;
  let isClosed = false;
  return { publish, read, subscribe, close };

  async function publish(event: LiveEvent): Promise<void> {
    const key = keyOf(event.turnId);
    const json = JSON.stringify(event);
    local.keep(event);
    try {
      await redis.run((client) =>
        client
          .multi() // kept before it is told: whoever hears of it can read it
          .xAdd(
            key,
            '*',
            { [FIELD]: json },
            { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: MAX_EVENTS } },
          )
          .pExpire(key, KEPT_MS)
          .publish(CHANNEL, json)
          .exec(),
      );
      isDown = false;
    } catch (err) {
      if (!isDown) log.warn({ err }, 'what is being written reaches this process only');
      isDown = true;
      local.tell(event);
    }
  }

  async function read(turnId: string, fromOffset: number): Promise<ReturnType<typeof newestParts>> {
    try {
      const entries = await redis.run((client) => client.xRange(keyOf(turnId), '-', '+'));
      const events = (entries ?? []).map(({ message }) => JSON.parse(message[FIELD] ?? '{}') as LiveEvent);
      if (events.length > 0) return newestParts(events, fromOffset);
    } catch {
      // the outage was logged by whoever publishes, or by the connection
    }
    return local.read(turnId, fromOffset);
  }

  function subscribe(listener: (event: LiveEvent) => void): () => void {
    const unsubscribe = local.subscribe(listener);
    subscriber ??= connectSubscriber();
    subscriber.listeners.add(listener);
    const { listeners } = subscriber;
    return () => {
      unsubscribe();
      listeners.delete(listener);
    };
  }

  /** A connection that listens can do nothing else, so it is one of its own. It comes back by itself. */
  function connectSubscriber() {
    const listeners = new Set<(event: LiveEvent) => void>();
    const client = redisLibrary().createClient({
      url,
      maintNotifications: 'disabled',
      socket: { reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RECONNECT_MS) },
    });
    client.on('error', () => undefined); // coming and going is logged by the shared connection
    const told = (json: string): void => {
      const event = JSON.parse(json) as LiveEvent;
      for (const listener of listeners) listener(event);
    };
    client
      .connect()
      .then(() => client.subscribe(CHANNEL, told))
      .catch((err: unknown) => isClosed || log.warn({ err }, 'what is being written elsewhere cannot be heard'));
    return { client, listeners };
  }

  function close(): void {
    isClosed = true;
    subscriber?.client.destroy();
  }
}
