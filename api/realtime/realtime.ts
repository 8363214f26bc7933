import type { ApiDeps } from '#api/deps.ts';
import type { Authenticator } from '#api/http/auth.ts';
import type { Upgrade } from '#api/http/server.ts';
import type { Limits } from '#api/limits/limits.ts';
import type { Config } from '#platform/config.ts';
import { createLiveChannel } from '#platform/live/create-live-channel.ts';
import type { ClosableLiveChannel, LiveChannel } from '#platform/live/live-channel.ts';
import type { Logger } from '#platform/logger.ts';
import type { SharedRedis } from '#platform/redis.ts';
import { chatMessages } from './chat-messages.ts';
import { socketEvents } from './events.ts';
import { listenToFeeds } from './listen.ts';
import { createSockets } from './sockets.ts';

interface RealtimeOptions {
  readonly deps: ApiDeps;
  readonly authenticator: Pick<Authenticator, 'identify'>;
  readonly limits: Pick<Limits, 'count' | 'sockets'>;
  readonly config: Pick<Config, 'http' | 'redis'>;
  readonly databaseUrl: string;
  readonly redis: SharedRedis | undefined;
  /** That of a worker in the same process; without it one is made. */
  readonly channel?: LiveChannel | undefined;
  readonly log: Logger;
}

/** Everything of a process that stays open. */
export interface Realtime {
  /** For the HTTP server that sockets come in by. */
  readonly upgrade: Upgrade;
  /** Sends everybody who is connected elsewhere and takes no more. */
  drain(): Promise<void>;
  /** Gives everything back; after the drain. */
  stop(): Promise<void>;
}

/** Starts pushing: feeds at their commits, and what is being written as it comes. */
export function startRealtime(options: RealtimeOptions): Realtime {
  const { deps, config, databaseUrl, redis, log, channel: given } = options;
  const own: ClosableLiveChannel | undefined = given ? undefined : createLiveChannel({ config, redis, log });
  const channel = (given ?? own) as LiveChannel;
  const { url } = config.redis;
  const sockets = createSockets({
    ...options,
    events: socketEvents(chatMessages(deps)),
    live: deps.live,
    channel,
    orm: deps.orm,
    http: config.http,
    redis: url === undefined || !redis ? undefined : { url, isUp: () => redis.isUp() },
  });
  const feeds = listenToFeeds({ databaseUrl, pump: deps.live.pump, log });
  return {
    upgrade: sockets.upgrade,
    drain: () => sockets.drain(),
    async stop() {
      sockets.close();
      await feeds.stop();
      own?.close();
    },
  };
}
