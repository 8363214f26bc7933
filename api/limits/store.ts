import { hash } from 'node:crypto';
import { RedisUnavailable, type RedisClient, type SharedRedis } from '#platform/redis.ts';
import type { Log } from '#platform/logger.ts';

/** Where counts are kept: in Redis for all processes, or in this process alone. */
export interface LimitStore {
  /** The few commands that rate-limiter-flexible needs; undefined without a Redis. */
  readonly client: LimitClient | undefined;
  /** Whether counts are shared with the other processes now. */
  isShared(): boolean;
}

/** Redis as rate-limiter-flexible sees it. */
export interface LimitClient {
  readonly isReady: boolean;
  eval(script: string, call: { keys: string[]; arguments: string[] }): Promise<unknown>;
  del(key: string): Promise<number>;
}

/** Sends counts through the shared connection, whose time-out also guards them. Without one every process counts alone. */
export function createLimitStore(redis: SharedRedis | undefined, log: Log): LimitStore {
  if (!redis) return { client: undefined, isShared: () => false };
  let isRefused = false; // Redis answers but takes no writes: out of memory, a replica, still loading
  const client: LimitClient = {
    get isReady() {
      return redis.isUp();
    },
    eval: (script, call) => counted(redis.run((connection) => runScript(connection, script, call))),
    del: (key) => counted(redis.run((connection) => connection.del(key))),
  };
  return { client, isShared: () => redis.isUp() && !isRefused };

  async function counted<Reply>(reply: Promise<Reply>): Promise<Reply> {
    try {
      const counted = await reply;
      if (isRefused) log.info('limits are shared again');
      isRefused = false;
      return counted;
    } catch (err) {
      if (err instanceof RedisUnavailable) throw err; // the connection has said so itself
      if (!isRefused) log.warn({ err }, 'Redis refuses to count; each process keeps the limits for itself');
      isRefused = true;
      throw err;
    }
  }
}

type Script = Parameters<LimitClient['eval']>;

/** Redis has a script by its hash after it has run once. A Redis that does not know it has done nothing yet, and gets its text. */
async function runScript(connection: RedisClient, ...[script, call]: Script): Promise<unknown> {
  try {
    return await connection.evalSha(hashOf(script), call);
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return connection.eval(script, call);
  }
}

const hashes = new Map<string, string>();

/** There is one script for all limits, so it is hashed once. */
function hashOf(script: string): string {
  const known = hashes.get(script) ?? hash('sha1', script);
  hashes.set(script, known);
  return known;
}
