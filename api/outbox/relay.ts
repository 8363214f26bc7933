import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowClient } from '@temporalio/client';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';
import { claimDue, markDone, postpone } from './claims.ts';
import { carryOut } from './carry-out.ts';
import { listenForCommits } from './listen.ts';

/** How a relay is run; the defaults serve production and tests alike. */
export interface RelayOptions {
  orm: Orm;
  /** For LISTEN, which needs a connection of its own. */
  databaseUrl: string;
  workflows: WorkflowClient;
  log: Log;
  /** Starts that are under way at once. */
  concurrency?: number;
  /** The slow poll behind the notifications, ms. */
  pollMs?: number;
  /** Asks Temporal to hand the first task straight to a worker on the same connection. */
  eagerStart?: boolean;
}

export interface Relay {
  /** Ends after the starts that are under way. */
  stop(): Promise<void>;
}

/**
 * Carries out what the outbox holds: at once after a commit (LISTEN/NOTIFY), and by a slow poll whatever was missed. Any
 * number of relays may run; each row is claimed by one at a time, and one that is carried out twice has the same effect.
 */
export function startRelay({ concurrency = 16, pollMs = 2_000, eagerStart = false, ...options }: RelayOptions): Relay {
  const { orm, databaseUrl, workflows, log } = options;
  const stopping = new AbortController();
  let wake = (): void => {};
  let awake = true;
  const listening = listenForCommits({
    databaseUrl,
    channel: 'workflow_outbox',
    onCommit: nudge,
    log,
    signal: stopping.signal,
  });
  const running = run();
  return { stop };

  async function stop(): Promise<void> {
    stopping.abort();
    wake();
    await Promise.all([running, listening]);
  }

  function nudge(): void {
    awake = true;
    wake();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      awake = false;
      const worked = await drain();
      if (worked || awake) continue;
      const nudged = new Promise<void>((resolve) => (wake = resolve));
      const timer = new AbortController();
      await Promise.race([nudged, delay(pollMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
      timer.abort();
    }
  }

  /** True if there was something to do: then there may be more. */
  async function drain(): Promise<boolean> {
    try {
      const rows = await claimDue(orm, concurrency);
      const done = await Promise.all(rows.map((row) => attempt(row)));
      // One statement for all of them: callers wait for the same database. Whatever it misses is carried out twice, to no effect.
      await markDone(
        orm,
        done.filter((id) => id !== undefined),
      );
      return rows.length > 0;
    } catch (error) {
      log.warn({ err: error }, 'the outbox cannot be read now');
      return false;
    }
  }

  /** The row's id if it is carried out. */
  async function attempt(row: Awaited<ReturnType<typeof claimDue>>[number]): Promise<string | undefined> {
    try {
      await carryOut(workflows, row, { eagerStart });
      return row.id;
    } catch (error) {
      log.warn(
        { err: error, workflowId: row.workflowId, attempts: row.attempts },
        'a workflow could not be started yet',
      );
      await postpone(orm, row, error).catch(() => undefined); // its claim runs out by itself
      return undefined;
    }
  }
}
