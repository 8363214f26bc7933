import { setTimeout as delay } from 'node:timers/promises';
import type { SqlReader } from '#db/transaction.ts';
import { finishedAmong } from './chat.queries.ts';

/** Waits for the end of turns. */
export interface TaskWatch {
  /** Returns when the turn is over, the time is up, the signal is aborted or the process ends; at once when nobody need wait. */
  until(turnId: string, waitMs: number, signal?: AbortSignal): Promise<void>;
  /** Lets everybody go who waits, now and from now on: the process ends. */
  release(): void;
}

interface Waiter {
  readonly turnId: string;
  readonly go: () => void;
}

const POLL_MS = 100;

/**
 * However many callers wait, one statement every tenth of a second asks for all of them, and only while somebody waits: no
 * caller holds a connection. A database that does not answer lets them wait on.
 */
export function createTaskWatch(reader: SqlReader, pollMs = POLL_MS): TaskWatch {
  const waiting = new Set<Waiter>();
  let isReleased = false;
  let polling: Promise<void> | undefined;
  return { until, release };

  async function until(turnId: string, waitMs: number, signal?: AbortSignal): Promise<void> {
    if (waitMs <= 0 || isReleased || signal?.aborted) return;
    const timeUp = new AbortController();
    await new Promise<void>((resolve) => {
      const waiter = { turnId, go: resolve };
      waiting.add(waiter);
      signal?.addEventListener('abort', () => letGo(waiter), { once: true });
      void delay(waitMs, undefined, { signal: timeUp.signal }).then(
        () => letGo(waiter),
        () => undefined,
      );
      polling ??= poll().finally(() => (polling = undefined));
    });
    timeUp.abort();
  }

  function letGo(waiter: Waiter): void {
    waiting.delete(waiter);
    waiter.go();
  }

  function release(): void {
    isReleased = true;
    for (const waiter of waiting) letGo(waiter);
  }

  async function poll(): Promise<void> {
    while (waiting.size > 0) {
      const turnIds = [...new Set(Array.from(waiting, ({ turnId }) => turnId))];
      const over = new Set(await finishedAmong(reader, turnIds).catch(() => []));
      for (const waiter of waiting) if (over.has(waiter.turnId)) letGo(waiter);
      if (waiting.size > 0) await delay(pollMs);
    }
  }
}
