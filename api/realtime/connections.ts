import { Problem, unavailable } from '#api/http/problem.ts';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';

/** Why a connection is ended from our side. */
export type EndReason = 'expired' | 'suspended' | 'slow' | 'draining';

/** Something that stays open for one account: a socket or a stream. */
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
export const CONNECTION_KINDS = ['socket', 'stream'] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** What stays open in this process. */
export interface Connections {
  /** Lets a connection stay; the function that is returned takes it off the list. Throws a Problem when there is no room. */
  add(connection: Connection): () => void;
  /** Looks an account up at once, because something about it has changed. */
  recheck(accountId: string): void;
  count(kind: ConnectionKind): number;
  /** Ends all and lets none stay any more; returns when they are gone, or after a moment. */
  drain(): Promise<void>;
}

interface ConnectionsOptions {
  readonly orm: Orm;
  readonly log: Log;
  readonly now?: () => number;
  readonly maxPerAccount?: number;
}

const MAX_PER_ACCOUNT = 20;
const SWEEP_MS = 1_000;
const ACCOUNTS_EVERY_SWEEPS = 2;
const DRAIN_MS = 2_000;
const RETRY_AFTER_SECONDS = '5';

/**
 * Ends connections whose token has expired (within a second), whose account is suspended or gone (within two and the time of
 * a statement, whichever process did it), and those that do not read. While Postgres is away accounts cannot be looked
 * at; expiry counts all the same.
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const { orm, log, now = Date.now, maxPerAccount = MAX_PER_ACCOUNT } = options;
  const byAccount = new Map<string, Set<Connection>>();
  const counts: Record<ConnectionKind, number> = { socket: 0, stream: 0 };
  let sweeper: NodeJS.Timeout | undefined;
  let sweeps = 0;
  let isDraining = false;
  let onEmpty = (): void => undefined;
  return { add, recheck, count: (kind) => counts[kind], drain };

  function add(connection: Connection): () => void {
    const { accountId, kind } = connection;
    if (isDraining) throw unavailable('this process is stopping; connect again');
    const own = byAccount.get(accountId) ?? new Set();
    if (own.size >= maxPerAccount) {
      const detail = `an account may have ${maxPerAccount} connections at a time`;
      throw new Problem('rate_limited', detail, { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
    }
    byAccount.set(accountId, own.add(connection));
    counts[kind] += 1;
    sweeper ??= setInterval(sweep, SWEEP_MS).unref();
    return () => {
      if (!own.delete(connection)) return;
      counts[kind] -= 1;
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
    sweeps += 1;
    if (sweeps % ACCOUNTS_EVERY_SWEEPS === 0) void checkAccounts([...byAccount.keys()]);
  }

  function recheck(accountId: string): void {
    if (byAccount.has(accountId)) void checkAccounts([accountId]);
  }

  async function checkAccounts(accountIds: readonly string[]): Promise<void> {
    if (accountIds.length === 0) return;
    try {
      const rows = await orm.em.fork().execute<{ id: string }[]>(
        `select w.value as id from jsonb_array_elements_text(?::jsonb) as w
         where not exists (select from accounts a where a.id = w.value::uuid and a.status = 'active')`,
        [JSON.stringify(accountIds)],
      );
      for (const { id } of rows) for (const each of byAccount.get(id) ?? []) each.end('suspended');
    } catch (err) {
      log.debug({ err }, 'the accounts of open connections cannot be looked at now');
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
