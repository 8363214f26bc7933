import { randomUUID } from 'node:crypto';
import type { SharedRedis } from '#platform/redis.ts';

/** Where answers are kept, and where processes agree on who makes one. It never fails: without it everything is a miss. */
export interface AnswerStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** The right to make the answer, alone among all processes; nothing while another one has it. */
  lease(key: string): Promise<Lease | undefined>;
}

/** The right to make one answer. It ends by itself when its process does not renew it. */
export interface Lease {
  release(): Promise<void>;
}

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const PREFIX = 'proxie:llm:';
const UNSHARED: Lease = { release: () => Promise.resolve() };

/** Only whoever still holds the lease may renew or end it. */
const IF_HELD = (then: string): string =>
  `if redis.call('get', KEYS[1]) == ARGV[1] then return ${then} else return 0 end`;
const RENEW = IF_HELD(`redis.call('pexpire', KEYS[1], ARGV[2])`);
const RELEASE = IF_HELD(`redis.call('del', KEYS[1])`);

/** Shared by all processes. A lease outlives its process by ten seconds at most. */
export function createRedisStore(redis: SharedRedis): AnswerStore {
  return { get, set, lease };

  async function get(key: string): Promise<string | undefined> {
    const found = await redis.run((client) => client.get(PREFIX + key)).catch(() => undefined);
    return found ?? undefined;
  }

  async function set(key: string, value: string, ttlMs: number): Promise<void> {
    const expiration = { type: 'PX', value: ttlMs } as const;
    await redis.run((client) => client.set(PREFIX + key, value, { expiration })).catch(() => undefined);
  }

  async function lease(key: string): Promise<Lease | undefined> {
    const [name, holder] = [`${PREFIX}${key}:lease`, randomUUID()];
    const expiration = { type: 'PX', value: LEASE_MS } as const;
    const taken = await redis
      .run((client) => client.set(name, holder, { expiration, condition: 'NX' }))
      .catch(() => 'unshared' as const);
    if (taken === 'unshared') return UNSHARED; // better made twice than not at all
    if (taken === null) return undefined;
    const run = (script: string): Promise<unknown> =>
      redis
        .run((client) => client.eval(script, { keys: [name], arguments: [holder, String(LEASE_MS)] }))
        .catch(() => undefined);
    const renewing = setInterval(() => void run(RENEW), RENEW_MS);
    return {
      async release() {
        clearInterval(renewing);
        await run(RELEASE);
      },
    };
  }
}

const MAX_ENTRIES = 1_000;

/** Inside one process; what was used longest ago goes first. */
export function createMemoryStore(now: () => number = Date.now, maxEntries = MAX_ENTRIES): AnswerStore {
  const entries = new Map<string, { value: string; expiresAtMs: number }>();
  return { get, set, lease: () => Promise.resolve(UNSHARED) };

  function get(key: string): Promise<string | undefined> {
    const entry = entries.get(key);
    entries.delete(key);
    if (!entry || entry.expiresAtMs <= now()) return Promise.resolve(undefined);
    entries.set(key, entry); // a Map keeps the order of insertion: at its end it is the freshest
    return Promise.resolve(entry.value);
  }

  function set(key: string, value: string, ttlMs: number): Promise<void> {
    entries.delete(key);
    entries.set(key, { value, expiresAtMs: now() + ttlMs });
    const [oldest] = entries.keys();
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    return Promise.resolve();
  }
}
