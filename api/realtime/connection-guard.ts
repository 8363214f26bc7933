import type { IncomingMessage } from 'node:http';
import type { SocketLimits } from '#api/limits/socket-limits.ts';

/** A connection below the protocol. */
interface EngineConnection {
  readonly request: IncomingMessage;
  on(name: 'packet', listener: (packet: { readonly data?: string | Buffer }) => void): unknown;
  on(name: 'close', listener: () => void): unknown;
}

/** Counts what connections send, and ends those that send too much. */
export interface ConnectionGuard {
  /** Watches a connection from its first frame on; as long as nobody knows whose it is, it is cut off without a word. */
  watch(connection: EngineConnection): void;
  /** From now on the connection counts for the account, too, and is ended by `end`, which may say why. */
  claim(connection: object, accountId: string, end: () => void): void;
}

interface GuardOptions {
  readonly limits: Pick<SocketLimits, 'mayHaveSent'>;
  readonly addressOf: (request: IncomingMessage) => string;
}

interface Owner {
  readonly accountId: string;
  readonly end: () => void;
}

/** A larger frame ends its connection. */
export const MAX_FRAME_BYTES = 64_000;
/** How long a connection may be open without saying who it is. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** No client sends so much in a second; what is here is stopped before it is counted with the others. */
const MAX_FRAMES_PER_SECOND = 200;
const MAX_BYTES_PER_SECOND = 256_000;
/** What a frame costs however small it is. */
const LEAST_FRAME_BYTES = 500;
/** What is counted here before it is counted with the others, which may take a call of Redis. */
const COUNTED_BYTES = 16_000;
/** How long a client may take to read why it was sent away, and to say goodbye. */
const LINGER_MS = 1_000;

/**
 * Counts every frame, whatever is in it and before it is parsed: by the second for the connection, by the minute for its
 * account and its address, together with all their other connections.
 */
export function createConnectionGuard({ limits, addressOf }: GuardOptions): ConnectionGuard {
  const owners = new WeakMap<object, Owner>();
  return { watch, claim: (connection, accountId, end) => void owners.set(connection, { accountId, end }) };

  function watch(connection: EngineConnection): void {
    const { socket } = connection.request;
    const address = addressOf(connection.request);
    let [frames, bytes, uncounted] = [0, 0, 0];
    let isOver = false;
    const timer = setInterval(onSecond, 1_000).unref();
    connection.on('packet', onPacket);
    connection.on('close', () => {
      clearInterval(timer);
      setTimeout(() => socket.destroy(), LINGER_MS).unref();
    });

    function onPacket({ data = '' }: { readonly data?: string | Buffer }): void {
      frames += 1;
      bytes += data.length;
      uncounted += Math.max(data.length, LEAST_FRAME_BYTES);
      if (frames > MAX_FRAMES_PER_SECOND || bytes > MAX_BYTES_PER_SECOND) stop();
      if (uncounted >= COUNTED_BYTES) void count();
    }

    function onSecond(): void {
      [frames, bytes] = [0, 0];
      if (uncounted > 0) void count();
    }

    async function count(): Promise<void> {
      const kilobytes = Math.ceil(uncounted / 1_000);
      uncounted = 0;
      const { accountId } = owners.get(connection) ?? {};
      if (!(await limits.mayHaveSent(kilobytes, { address, accountId }))) stop();
    }

    function stop(): void {
      if (isOver) return;
      isOver = true;
      const owner = owners.get(connection);
      if (owner) owner.end();
      else socket.destroy();
    }
  }
}
