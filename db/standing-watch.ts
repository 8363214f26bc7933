import { mayAct } from '#domain/standing.ts';
import type { Log } from '#platform/logger.ts';
import type { Orm, SqlReader } from './transaction.ts';

/** Ends what goes on in somebody's name once they may not act any more. */
export interface StandingWatch {
  /** Calls `onBarred` when the account is found to be suspended or gone; the function that is returned ends the watch. */
  watch(accountId: string, onBarred: () => void): () => void;
  /** Looks at an account at once, because something about it has changed. */
  recheck(accountId: string): void;
}

interface StandingWatchOptions {
  readonly orm: Orm;
  readonly log: Log;
  readonly everyMs?: number;
}

const EVERY_MS = 2_000;

/**
 * However much goes on, one statement every two seconds asks for all accounts, and only while something goes on. So a
 * suspension ends everything within five seconds, whichever process made it. While Postgres is away nobody can be looked at.
 */
export function createStandingWatch({ orm, log, everyMs = EVERY_MS }: StandingWatchOptions): StandingWatch {
  const watched = new Map<string, Set<() => void>>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  return { watch, recheck };

  function watch(accountId: string, onBarred: () => void): () => void {
    const own = watched.get(accountId) ?? new Set();
    watched.set(accountId, own.add(onBarred));
    timer ??= setInterval(() => void lookAtAll(), everyMs).unref();
    return () => {
      own.delete(onBarred);
      if (own.size === 0 && watched.get(accountId) === own) watched.delete(accountId);
      if (watched.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }

  function recheck(accountId: string): void {
    if (watched.has(accountId)) void look([accountId]);
  }

  async function lookAtAll(): Promise<void> {
    if (isLooking) return; // a slow database is not asked again before it has answered
    isLooking = true;
    await look([...watched.keys()]);
    isLooking = false;
  }

  async function look(accountIds: readonly string[]): Promise<void> {
    try {
      for (const id of await barredAmong({ em: orm.em.fork() }, accountIds)) {
        for (const onBarred of watched.get(id) ?? []) onBarred();
      }
    } catch (err) {
      log.debug({ err }, 'the accounts that something goes on for cannot be looked at now');
    }
  }
}

/** Those of the accounts that may not act any more, because they are suspended or gone. */
async function barredAmong({ em }: SqlReader, accountIds: readonly string[]): Promise<string[]> {
  if (accountIds.length === 0) return [];
  const rows: { id: string; status: string | null }[] = await em.execute(
    `select w.value as id, a.status from jsonb_array_elements_text(?::jsonb) as w
     left join accounts a on a.id = w.value::uuid`,
    [JSON.stringify(accountIds)],
  );
  return rows.filter(({ status }) => !mayAct(status)).map(({ id }) => id);
}
