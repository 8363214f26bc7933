import type { Config } from './config.ts';
import type { Log } from './logger.ts';
import { afterLoopTime } from './loop-time.ts';
import { redisLibrary } from './redis-library.ts';

/** The one Redis connection of a process; everything that wants Redis shares it. */
export interface SharedRedis {
  /** Whether it is connected and answers in time. */
  isUp(): boolean;
  /**
   * Sends a command. When Redis is down it rejects with `RedisUnavailable`: within the time-out the first time, at once
   * from then on, until Redis answers again. What Redis itself refuses is its `ErrorReply`. Time counts while the event loop
   * goes round: a stall of this process never looks like a Redis that is slow.
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
export async function connectRedis(
  { url, timeoutMs }: Config['redis'],
  log: Log,
  silenceMs = SILENCE_MS,
): Promise<SharedRedis | undefined> {
  if (url === undefined) return undefined;
  const { ErrorReply } = redisLibrary();
  let isOverdue = false; // a command has waited too long, and nothing has been heard since
  let wasUp = true;
  let isClosed = false;
  const silence = createSilence(silenceMs, replace);
  let client = watched(makeClient(url));
  await firstConnection(client);
  return { isUp, run, close };

  function watched(made: RedisClient): RedisClient {
    listenTo(made, {
      isWanted: () => made === client,
      heard: () => (silence.begin(), heard()),
      failed: (err) => (silence.end(), notice(err)),
    });
    return made;
  }

  /** The library can only end a connection for good, so the next one has a client of its own. */
  function replace(): void {
    const silent = client;
    client = watched(makeClient(url as string));
    silent.destroy();
    notice(new RedisUnavailable(`Redis said nothing for ${silenceMs} ms`));
    connectForGood(client);
  }

  function isUp(): boolean {
    return client.isReady && !isOverdue;
  }

  function run<Reply>(command: (client: RedisClient) => Promise<Reply>): Promise<Reply> {
    if (!isUp()) return Promise.reject(new RedisUnavailable('Redis cannot be used'));
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const stopWaiting = afterLoopTime(timeoutMs, giveUp);
    const sent = (async () => command(client))();
    sent.then(
      (reply) => {
        stopWaiting();
        heard();
        resolve(reply);
      },
      (error: unknown) => {
        stopWaiting();
        if (error instanceof ErrorReply) heard();
        const isOurs = error instanceof ErrorReply || error instanceof TypeError; // of the command, not of the connection
        reject(isOurs ? error : new RedisUnavailable('Redis went away', { cause: error }));
      },
    );
    return promise;

    function giveUp(): void {
      const error = new RedisUnavailable(`Redis did not answer within ${timeoutMs} ms`);
      isOverdue = true;
      notice(error);
      reject(error);
    }
  }

  function close(): void {
    isClosed = true;
    silence.end();
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

interface Listener {
  /** Whether the connection has not been replaced. */
  readonly isWanted: () => boolean;
  readonly heard: () => void;
  readonly failed: (err: unknown) => void;
}

/** The pings see to it that a connection that works always says something. */
function listenTo(client: RedisClient, { isWanted, heard, failed }: Listener): void {
  for (const sign of ['ready', 'ping-interval']) client.on(sign, () => isWanted() && heard());
  client.on('error', (err: unknown) => isWanted() && failed(err));
}

/** A silence begins anew each time that something is heard; one that lasts is told. */
function createSilence(mostMs: number, onTooLong: () => void) {
  let end = (): void => undefined;
  return {
    begin() {
      end();
      end = afterLoopTime(mostMs, onTooLong);
    },
    end: () => end(),
  };
}

function makeClient(url: string) {
  return redisLibrary().createClient({
    url,
    disableOfflineQueue: true, // who cannot have an answer now does without
    commandOptions: { timeout: 0 }, // the library's own ends only what has not been sent yet
    maintNotifications: 'disabled',
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RECONNECT_MS),
    },
  });
}

async function firstConnection(client: RedisClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FIRST_CONNECTION_MS);
  client.once('ready', resolve);
  client.once('error', () => resolve());
  connectForGood(client);
  await promise;
  clearTimeout(timer);
}

/** It tries again by itself; what is left to fail is that it is closed meanwhile. */
function connectForGood(client: RedisClient): void {
  client.connect().catch(() => undefined);
}
