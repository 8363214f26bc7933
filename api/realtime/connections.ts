import { Problem, unavailable } from '#api/http/problem.ts';
import type { StandingWatch } from '#db/standing-watch.ts';

/** Why a connection is ended from our side. */
export type EndReason = 'expired' | 'suspended' | 'slow' | 'draining';

/** Something that stays open for one account: a socket, a stream or a call that waits for its answer. */
export interface Connection {
  readonly accountId: string;
  readonly kind: ConnectionKind;
  /** When its token ends. */
  readonly expiresAtMs: number;
  /** True when it has taken nothing for too long. */
  isStalled(nowMs: number): boolean;
  end(reason: EndReason): void;
}

/** What can stay open. */
export const CONNECTION_KINDS = ['socket', 'stream', 'wait'] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** What stays open in this process. */
export interface Connections {
  /** Lets a connection stay; the function that is returned takes it off the list. Throws a Problem when there is no room. */
  add(connection: Connection): () => void;
  count(kind: ConnectionKind): number;
  /** Ends all and lets none stay any more; returns when they are gone, or after a moment. */
  drain(): Promise<void>;
}

interface ConnectionsOptions {
  readonly standing: StandingWatch;
  readonly now?: () => number;
  readonly maxPerAccount?: number;
}

const MAX_PER_ACCOUNT = 20;
const SWEEP_MS = 1_000;
const DRAIN_MS = 2_000;
const RETRY_AFTER_SECONDS = '5';

/**
 * Ends connections whose token has expired (within a second), whose account is suspended or gone, and those that do not
 * read. While Postgres is away accounts cannot be looked at; expiry counts all the same. Calls that wait are no more than
 * the limit of calls lets in, so only what stays open is counted for an account.
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const { standing, now = Date.now, maxPerAccount = MAX_PER_ACCOUNT } = options;
  const byAccount = new Map<string, Set<Connection>>();
  const counts: Record<ConnectionKind, number> = { socket: 0, stream: 0, wait: 0 };
  let sweeper: NodeJS.Timeout | undefined;
  let isDraining = false;
  let onEmpty = (): void => undefined;
  return { add, count: (kind) => counts[kind], drain };

  function add(connection: Connection): () => void {
    const { accountId, kind } = connection;
    if (isDraining) throw unavailable('this process is stopping; connect again');
    const own = byAccount.get(accountId) ?? new Set();
    if (kind !== 'wait' && openAmong(own) >= maxPerAccount) {
      const detail = `an account may have ${maxPerAccount} connections at a time`;
      throw new Problem('rate_limited', detail, { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
    }
    byAccount.set(accountId, own.add(connection));
    counts[kind] += 1;
    const unwatch = standing.watch(accountId, () => connection.end('suspended'));
    sweeper ??= setInterval(sweep, SWEEP_MS).unref();
    return () => {
      if (!own.delete(connection)) return;
      counts[kind] -= 1;
      unwatch();
      if (own.size === 0 && byAccount.get(accountId) === own) byAccount.delete(accountId);
      if (byAccount.size > 0) return;
      clearInterval(sweeper);
      sweeper = undefined;
      onEmpty();
    };
  }

  function sweep(): void {
    const nowMs = now();
    for (const connection of all()) {
      if (connection.expiresAtMs <= nowMs) connection.end('expired');
      else if (connection.isStalled(nowMs)) connection.end('slow');
    }
  }

  function all(): Connection[] {
    return [...byAccount.values()].flatMap((own) => [...own]);
  }

  async function drain(): Promise<void> {
    isDraining = true;
    if (byAccount.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    onEmpty = resolve;
    for (const connection of all()) connection.end('draining');
    const timer = setTimeout(resolve, DRAIN_MS);
    await promise;
    clearTimeout(timer);
  }
}

const openAmong = (own: ReadonlySet<Connection>): number => [...own].filter(({ kind }) => kind !== 'wait').length;
