import type { Pool, PoolClient } from 'pg';

/** How the connections of a pool are used at one moment. */
export interface PoolState {
  readonly inUse: number;
  readonly idle: number;
  /** Callers without a connection. */
  readonly waiting: number;
  /** How long the longest user has had its connection; 0 when nobody has one. */
  readonly oldestCheckoutMs: number;
  /** Connections that were destroyed since the start because their state was unknown. */
  readonly discarded: number;
}

/** How long users may keep their connections once the pool is closing. */
const CLOSE_MS = 3_000;
/** What the driver says when the server has not answered in time; the statement may still be running there. */
const TIMED_OUT = 'Query read timeout';
/** The layer above never gives a connection back on which one of these failed. */
const ENDS_UNRELEASED = /^(begin|start transaction|rollback$)/i;

interface Checkout {
  readonly sinceMs: number;
  /** Destroys the connection and gives its place in the pool back, whatever its user does. */
  readonly discard: (reason: Error) => void;
}

/**
 * Makes a pool that heals by itself: a connection whose statement was given up, or whose transaction could not be begun or
 * rolled back, is destroyed and its place is free at once, so neither a slot nor an open transaction is left behind. Closing
 * the pool takes seconds at most, whoever still holds a connection. Answers with the way to see how it is used.
 */
export function guardPool(pool: Pool, now: () => number = () => performance.now()): () => PoolState {
  const checkouts = new Map<PoolClient, Checkout>();
  const discards = new WeakMap<PoolClient, Checkout['discard']>();
  let discarded = 0;
  pool.on(
    'connect',
    (client) =>
      void discards.set(
        client,
        guardClient(client, () => void (discarded += 1)),
      ),
  );
  pool.on('acquire', (client) => {
    const discard = discards.get(client) ?? (() => undefined);
    checkouts.set(client, { sinceMs: now(), discard });
  });
  pool.on('release', (_error, client) => void checkouts.delete(client));
  pool.on('remove', (client) => void checkouts.delete(client));
  const end = pool.end.bind(pool) as () => Promise<void>;
  pool.end = close as typeof pool.end;
  return state;

  function state(): PoolState {
    const since = Math.min(...[...checkouts.values()].map(({ sinceMs }) => sinceMs));
    return {
      inUse: checkouts.size,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      oldestCheckoutMs: checkouts.size === 0 ? 0 : now() - since,
      discarded,
    };
  }

  async function close(): Promise<void> {
    const timer = setTimeout(() => {
      for (const { discard } of checkouts.values()) discard(new Error('the pool is closing'));
    }, CLOSE_MS);
    try {
      await end();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Answers with the way to destroy the connection while somebody uses it. */
function guardClient(client: PoolClient, onDiscarded: () => void): Checkout['discard'] {
  let giveBack: PoolClient['release'] | undefined;
  let fault: Error | undefined;
  // The pool sets this anew at each checkout.
  Object.defineProperty(client, 'release', { configurable: true, get: () => release, set });
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = query as typeof client.query;
  return discard;

  function set(next: PoolClient['release']): void {
    giveBack = next;
  }

  function release(error?: Error | boolean): void {
    const give = giveBack;
    giveBack = undefined; // a user who comes after `discard` has nothing to give back any more
    give?.(fault ?? error);
  }

  function query(...args: unknown[]): unknown {
    const answer = send(...args);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: Error) => {
      if (error.message === TIMED_OUT) destroy(error);
      if (typeof args[0] === 'string' && ENDS_UNRELEASED.test(args[0])) discard(error);
      throw error;
    });
  }

  /** No further statement goes to a server that may still be busy with the last; it sees the end and rolls back. */
  function destroy(reason: Error): void {
    if (fault) return;
    fault = reason;
    onDiscarded();
    client.connection.stream.destroy();
  }

  function discard(reason: Error): void {
    destroy(reason);
    release(reason);
  }
}
