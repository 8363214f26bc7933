import type { Config } from '#platform/config.ts';
import type { Log } from '#platform/logger.ts';
import type { SharedRedis } from '#platform/redis.ts';
import { createInProcessLiveChannel } from './in-process.ts';
import type { ClosableLiveChannel } from './live-channel.ts';
import { createRedisLiveChannel } from './redis-channel.ts';

interface LiveOptions {
  readonly config: Pick<Config, 'redis'>;
  /** The shared connection of this process, if there is a Redis. */
  readonly redis: SharedRedis | undefined;
  readonly log: Log;
}

/** Through Redis where there is one; otherwise inside this process, where writer and reader must be given the same one. */
export function createLiveChannel({ config, redis, log }: LiveOptions): ClosableLiveChannel {
  const { url } = config.redis;
  if (url === undefined || !redis) return { ...createInProcessLiveChannel(), close: () => undefined };
  return createRedisLiveChannel({ url, redis, log });
}
