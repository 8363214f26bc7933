import { createClient, ErrorReply } from 'redis';
import type { Config } from './config.ts';
import type { Log } from './logger.ts';

/** The one Redis connection of a process; everything that wants Redis shares it. */
export interface SharedRedis {
  /** Whether it is connected and answers in time. */
  isUp(): boolean;
  /**
   * Sends a command. When Redis is down it rejects with `RedisUnavailable`: within the time-out the first time, at once
   * from then on, until Redis answers again. What Redis itself refuses is its `ErrorReply`.
   */
  run<Reply>(command: (client: RedisClient) => Promise<Reply>): Promise<Reply>;
  /** Hangs up, without waiting for anything. */
  close(): void;
}

/** The client that commands are sent with. */
export type RedisClient = ReturnType<typeof makeClient>;

/** Redis cannot be used just now. Whoever gets this goes on without. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
}

const FIRST_CONNECTION_MS = 1_000; // so that a new process counts with the others from its first request on
const CONNECT_TIMEOUT_MS = 2_000;
const PING_MS = 1_000;
const SILENCE_MS = 4_000; // a connection that says nothing for this long, not even to a ping, is given up
const MAX_RECONNECT_MS = 1_000;

/**
 * Connects, waiting only a moment, and connects again for as long as it lives. Coming and going are logged once each.
 * Answers nothing when no Redis is configured.
 */
export async function connectRedis({ url, timeoutMs }: Config['redis'], log: Log): Promise<SharedRedis | undefined> {
  if (url === undefined) return undefined;
  const client = makeClient(url);
  let isOverdue = false; // a command has waited too long, and nothing has been heard since
  let wasUp = true;
  let isClosed = false;
  client.on('ready', () => heard());
  client.on('error', (err: unknown) => notice(err));
  await firstConnection(client);
  return { isUp, run, close };

  function isUp(): boolean {
    return client.isReady && !isOverdue;
  }

  function run<Reply>(command: (client: RedisClient) => Promise<Reply>): Promise<Reply> {
    if (!isUp()) return Promise.reject(new RedisUnavailable('Redis cannot be used'));
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    let isSettled = false;
    const timer = setTimeout(() => setImmediate(giveUp), timeoutMs); // an answer that lies there already is read first
    const sent = (async () => command(client))();
    sent.then(
      (reply) => {
        settle();
        heard();
        resolve(reply);
      },
      (error: unknown) => {
        settle();
        if (error instanceof ErrorReply) heard();
        const isOurs = error instanceof ErrorReply || error instanceof TypeError; // of the command, not of the connection
        reject(isOurs ? error : new RedisUnavailable('Redis went away', { cause: error }));
      },
    );
    return promise;

    function settle(): void {
      isSettled = true;
      clearTimeout(timer);
    }
    function giveUp(): void {
      if (isSettled) return;
      const error = new RedisUnavailable(`Redis did not answer within ${timeoutMs} ms`);
      isOverdue = true;
      notice(error);
      reject(error);
    }
  }

  function close(): void {
    isClosed = true;
    client.destroy();
  }

  function heard(): void {
    isOverdue = false;
    notice(undefined);
  }

  function notice(err: unknown): void {
    if (isUp() === wasUp || isClosed) return;
    wasUp = !wasUp;
    if (wasUp) log.info('Redis is back');
    else log.warn({ err }, 'Redis cannot be used; this process goes on without it');
  }
}

function makeClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true, // who cannot have an answer now does without
    commandOptions: { timeout: 0 }, // the library's own ends only what has not been sent yet
    maintNotifications: 'disabled',
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RECONNECT_MS),
    },
  });
}

async function firstConnection(client: RedisClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FIRST_CONNECTION_MS);
  client.once('ready', resolve);
  client.once('error', () => resolve());
  client.connect().catch(() => undefined); // only when it is closed meanwhile; it tries again by itself
  await promise;
  clearTimeout(timer);
}
