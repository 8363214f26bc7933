import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createHostCheck } from '#api/http/known-hosts.ts';
import { Problem, toProblem, unavailable } from '#api/http/problem.ts';
import { requireSoundHeaders } from '#api/http/protocol.ts';
import { createRawProblem, LINGER_MS } from '#api/http/raw-refusal.ts';
import type { Upgrade } from '#api/http/server.ts';
import type { SocketLimits } from '#api/limits/socket-limits.ts';

/** Where sockets connect. */
export const SOCKET_PATH = '/socket.io/';

interface UpgradeOptions {
  /** Whoever speaks the protocol from here on. */
  readonly accept: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly limits: Pick<SocketLimits, 'admitAddress'>;
  readonly publicUrl: string;
  readonly corsOrigins: readonly string[];
  readonly trustProxy: number;
  /** The host names that connections may come by; undefined: any. */
  readonly hosts: readonly string[] | undefined;
  readonly isStopping: () => boolean;
}

/**
 * The door in front of the sockets: sound headers, an origin that may call, room for the address. Who it is, is asked
 * behind it. A refusal is a problem, as everywhere.
 */
export function createSocketDoor(options: UpgradeOptions): Upgrade {
  const { accept, limits, publicUrl, trustProxy, isStopping } = options;
  const origins = new Set([...options.corsOrigins, new URL(publicUrl).origin]);
  const requireKnownHost = createHostCheck(options.hosts);
  const rawProblem = createRawProblem(publicUrl);
  return { isWanted, take: (req, socket, head) => void take(req, socket, head) };

  function isWanted(req: IncomingMessage): boolean {
    const isWebSocket = req.headers.upgrade?.toLowerCase() === 'websocket' && req.method === 'GET';
    return isWebSocket && req.url?.split('?', 1)[0] === SOCKET_PATH;
  }

  async function take(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    try {
      await admit(req);
      socket.off('error', onError);
      if (!socket.destroyed) accept(req, socket, head);
    } catch (error) {
      socket.end(rawProblem(toProblem(error)));
      setTimeout(() => socket.destroy(), LINGER_MS).unref();
    }
  }

  async function admit(req: IncomingMessage): Promise<void> {
    requireSoundHeaders(req);
    requireKnownHost(req);
    if (isStopping()) throw unavailable('this process is stopping; connect again');
    const { origin } = req.headers;
    if (origin !== undefined && !origins.has('*') && !origins.has(origin)) {
      throw new Problem('forbidden', 'pages of this origin may not connect');
    }
    await limits.admitAddress(addressOf(req, trustProxy));
  }
}

/** The address as the outermost proxy that is believed has it. */
export function addressOf(req: IncomingMessage, trustProxy: number): string {
  const own = req.socket.remoteAddress ?? '';
  if (trustProxy === 0) return own;
  const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',');
  const named = forwarded.map((each) => each.trim()).filter(Boolean);
  return named.slice(-trustProxy)[0] ?? own;
}
