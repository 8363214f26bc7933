import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowClient } from '@temporalio/client';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';
import { createAttempts } from './attempts.ts';
import { claimDue, hurryOldest } from './claims.ts';
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

/** Starts that end close together are marked, and their places filled, by one statement each: callers use the same database. */
const GATHER_MS = 5;

/**
 * Carries out what the outbox holds: at once after a commit (LISTEN/NOTIFY), and by a slow poll whatever was missed. A slow
 * start keeps one place and holds up nobody else. While Temporal is away one row is tried at each poll; at its first sign of
 * life all rows are due. Any number of relays may run; each row is claimed by one at a time, and one that is carried out
 * twice has the same effect.
 */
export function startRelay({ concurrency = 16, pollMs = 2_000, eagerStart = false, ...options }: RelayOptions): Relay {
  const { orm, databaseUrl, workflows, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const attempts = createAttempts({ orm, workflows, log, eagerStart, onEnd: nudge });
  let wake = (): void => {};
  let awake = true;
  const listening = listenForCommits({ databaseUrl, channel: 'workflow_outbox', onCommit: nudge, log, signal });
  const running = run();
  return { stop };

  async function stop(): Promise<void> {
    stopping.abort();
    nudge();
    await Promise.all([running, listening]);
  }

  /** There may be something to do: a commit, or a place that is free again. */
  function nudge(): void {
    awake = true;
    wake();
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      awake = false;
      await fill();
      if (!awake && !(await isNudged()) && attempts.isAway()) await hurryOldest(orm).catch(() => undefined);
      if (attempts.hasDone()) await delay(GATHER_MS);
    }
    await attempts.allEnded();
    await attempts.settle().catch(() => undefined); // those rows come back, to no effect
  }

  /** False when nothing came for the time of a poll. */
  async function isNudged(): Promise<boolean> {
    const nudged = new Promise<boolean>((resolve) => (wake = () => resolve(true)));
    const timer = new AbortController();
    const polled = delay(pollMs, false, { signal: timer.signal }).catch(() => false);
    return Promise.race([nudged, polled]).finally(() => timer.abort());
  }

  /** Marks what is done and fills the places that are free. */
  async function fill(): Promise<void> {
    try {
      await attempts.settle();
      const free = concurrency - attempts.underWay();
      if (free > 0) for (const row of await claimDue(orm, free)) attempts.begin(row);
    } catch (error) {
      log.warn({ err: error }, 'the outbox cannot be read now');
    }
  }
}
