import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '#platform/logger.ts';

const RECONNECT_MS = 500;
const CONNECT_TIMEOUT_MS = 5_000;

interface Listening {
  databaseUrl: string;
  /** What the commits of a kind notify; the name of a constant, never of a caller. */
  channel: 'workflow_outbox' | 'feed';
  /** Called after every commit that notifies, with what it says, and without a word after each connect: some may be missed. */
  onCommit: (payload?: string) => void;
  log: Log;
  signal: AbortSignal;
}

/**
 * Listens to notifications on a connection of its own until aborted, and connects again when it is lost. It ends at once
 * when it is aborted, however the database is.
 */
export async function listenForCommits({ signal, ...listening }: Listening): Promise<void> {
  while (!signal.aborted) {
    await listenUntilLost({ signal, ...listening });
    if (!signal.aborted) await delay(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function listenUntilLost({ databaseUrl, channel, onCommit, log, signal }: Listening): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  client.on('error', () => resolve());
  client.on('end', () => resolve());
  client.on('notification', ({ payload }) => onCommit(payload === '' ? undefined : payload));
  // A goodbye would be waited for, and a server that is paused answers none.
  const hangUp = (): void => void client.connection.stream.destroy();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    onCommit();
    await lost;
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error, channel }, 'commits cannot be listened to now');
  } finally {
    signal.removeEventListener('abort', hangUp);
    hangUp();
  }
}
