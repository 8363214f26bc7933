import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { isIpv6Key, WIDER_NETWORKS, widerKey } from './caller-key.ts';
import type { LimitStore } from './store.ts';

/** How one caller stands in one window. */
export interface Standing {
  /** The name of the limit, in the headers and in the keys. */
  readonly policy: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** How long until the window ends and all of the limit is there again. */
  readonly resetMs: number;
  /** Whether this call was one too many. */
  readonly isOver: boolean;
}

/** A limit over fixed windows, each caller's beginning with its first call. */
export interface LimitWindow {
  /** Counts a call, or several points. Atomic: of any number at once, here or in other processes, exactly `limit` are not over. */
  take(key: string, points?: number): Promise<Standing>;
  /** Takes one counted call back. */
  giveBack(key: string): Promise<void>;
  /** Forgets what was counted. */
  clear(key: string): Promise<void>;
}

interface WindowOptions {
  readonly policy: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly store: LimitStore;
  /** Whoever is over is refused by this process alone until the window ends: Redis is not asked, and nothing is given back. */
  readonly isFinal?: boolean;
}

/**
 * Counts in Redis and, whenever that fails, in this process by the same limit: a failure never opens the door. The address
 * of an IPv6 caller counts against its wider networks, too, whatever is limited.
 */
export function createWindow(options: WindowOptions): LimitWindow {
  const own = createCounter(options);
  const wider = WIDER_NETWORKS.map((network) => ({
    network,
    counter: createCounter({
      ...options,
      policy: `${options.policy}-${network.bits}`,
      limit: options.limit * network.share,
    }),
  }));
  return { take, giveBack, clear: (key) => own.clear(key) };

  async function take(key: string, points?: number): Promise<Standing> {
    if (!isIpv6Key(key)) return own.take(key, points);
    const standings = await Promise.all(counted(key).map(([counter, network]) => counter.take(network, points)));
    return standings.find(({ isOver }) => isOver) ?? (standings[0] as Standing);
  }

  async function giveBack(key: string): Promise<void> {
    if (!isIpv6Key(key)) return own.giveBack(key);
    await Promise.all(counted(key).map(([counter, network]) => counter.giveBack(network)));
  }

  function counted(key: string): [LimitWindow, string][] {
    return [
      [own, key],
      ...wider.map(({ counter, network }): [LimitWindow, string] => [counter, widerKey(key, network)]),
    ];
  }
}

function createCounter({ policy, limit, windowSeconds, store, isFinal = false }: WindowOptions): LimitWindow {
  const options = { keyPrefix: `proxie:limit:${policy}`, points: limit, duration: windowSeconds };
  const inProcess = new RateLimiterMemory(options);
  const limiter = store.client
    ? new RateLimiterRedis({
        ...options,
        storeClient: store.client,
        useRedisPackage: true, // the signatures of the `redis` package, not those of ioredis
        rejectIfRedisNotReady: true,
        ...(isFinal && { inMemoryBlockOnConsumed: limit + 1 }),
        insuranceLimiter: inProcess,
      })
    : inProcess;
  return { take, giveBack, clear };

  async function take(key: string, points = 1): Promise<Standing> {
    try {
      return standing(await limiter.consume(key, points), false);
    } catch (error) {
      if (error instanceof RateLimiterRes) return standing(error, true);
      throw error;
    }
  }

  async function giveBack(key: string): Promise<void> {
    await limiter.reward(key);
  }

  async function clear(key: string): Promise<void> {
    await limiter.delete(key);
  }

  function standing({ remainingPoints, msBeforeNext }: RateLimiterRes, isOver: boolean): Standing {
    return { policy, limit, windowSeconds, remaining: remainingPoints, resetMs: Math.max(1, msBeforeNext), isOver };
  }
}
