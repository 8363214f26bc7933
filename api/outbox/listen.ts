import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '#platform/logger.ts';

const RECONNECT_MS = 500;

interface Listening {
  databaseUrl: string;
  /** What the commits of a kind notify; the name of a constant, never of a caller. */
  channel: 'workflow_outbox' | 'feed';
  /** Called after every commit that notifies, with what it says, and without a word after each connect: some may be missed. */
  onCommit: (payload?: string) => void;
  log: Log;
  signal: AbortSignal;
}

/** Listens to notifications on a connection of its own until aborted, and connects again when it is lost. */
export async function listenForCommits({ databaseUrl, channel, onCommit, log, signal }: Listening): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      client.on('notification', ({ payload }) => onCommit(payload === '' ? undefined : payload));
      await client.connect();
      await client.query(`listen ${channel}`);
      onCommit();
      await lost;
    } catch (error) {
      log.warn({ err: error, channel }, 'commits cannot be listened to now');
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await delay(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}
