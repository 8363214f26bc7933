import { setTimeout as delay } from 'node:timers/promises';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { redisLibrary } from '#platform/redis-library.ts';

/** What sockets of several processes are told through. */
export interface RedisAdapter {
  readonly adapter: ReturnType<typeof createAdapter>;
  close(): void;
}

const NAME = 'proxie:sockets';
const MAX_LENGTH = 1_000;
const MAX_RECONNECT_MS = 1_000;
/** The pause before a command is repeated that failed; without one, nothing else would be done while Redis is away. */
const RETRY_MS = 250;

/**
 * The adapter on connections of its own: it waits in its commands, so they may neither be cut off nor be refused while Redis is
 * away. Its connections come back by themselves; `close` ends them without any of its loops noticing.
 */
export function createRedisAdapter(url: string): RedisAdapter {
  const clients = new Set<Client>();
  const first = tracked(connect(url), clients);
  void first.connect();
  return { adapter: createAdapter(first, OPTIONS), close };

  function close(): void {
    for (const client of clients) client.destroy();
  }
}

const OPTIONS = { streamName: NAME, channelPrefix: NAME, maxLen: MAX_LENGTH, onlyPlaintext: true };

type Client = ReturnType<typeof connect>;

function connect(url: string) {
  return redisLibrary().createClient({
    url,
    maintNotifications: 'disabled',
    socket: { reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RECONNECT_MS) },
  });
}

/**
 * The adapter makes its further connections from the one it is given, subscribes without waiting for it and reads in a
 * loop, and catches little of what fails meanwhile. What is left of its commands here either succeeds or stays silent.
 */
function tracked(client: Client, clients: Set<Client>): Client {
  clients.add(client);
  client.on('error', () => undefined); // coming and going is logged by the shared connection
  const duplicate = client.duplicate.bind(client);
  const open = client.connect.bind(client);
  const publish = client.publish.bind(client);
  return Object.assign(client, {
    duplicate: () => tracked(duplicate() as Client, clients),
    connect: () => open().catch(() => never), // only when it was closed first: then nothing is to follow
    disconnect: async () => undefined,
    publish: (...args: Parameters<typeof publish>) => publish(...args).catch(() => 0), // nobody has heard it
    subscribe: lasting(client, client.subscribe.bind(client)),
    xRead: lasting(client, client.xRead.bind(client)),
  }) as unknown as Client;
}

const never = new Promise<never>(() => undefined);

/** Makes a command be repeated until it succeeds; once its client is closed, it settles no more. */
function lasting<Args extends unknown[], Result>(client: Client, command: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    for (;;) {
      try {
        return await command(...args);
      } catch {
        if (!client.isOpen) return never;
        await delay(RETRY_MS, undefined, { ref: false });
      }
    }
  };
}
