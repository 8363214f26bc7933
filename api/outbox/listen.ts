import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '#platform/logger.ts';

const CHANNEL = 'workflow_outbox';
const RECONNECT_MS = 500;

interface Listening {
  databaseUrl: string;
  /** Called after every commit that filled the outbox, and once after each connect, when commits may have been missed. */
  onCommit: () => void;
  log: Log;
  signal: AbortSignal;
}

/** Listens to the outbox's notifications on a connection of its own until aborted, and connects again when it is lost. */
export async function listenForCommits({ databaseUrl, onCommit, log, signal }: Listening): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      client.on('notification', onCommit);
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      onCommit();
      await lost;
    } catch (error) {
      log.warn({ err: error }, 'the outbox cannot be listened to now');
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await delay(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}
