import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Log } from '#platform/logger.ts';

/** A server that listens. */
export interface RunningServer {
  readonly host: string;
  readonly port: number;
  readonly server: Server;
  /** Lets the requests in flight finish, within their time, and closes everything. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** Answers a request, now or later; it reports its failures itself. */
export type Listener = (req: IncomingMessage, res: ServerResponse) => unknown;

interface ServerOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly log: Log;
  /** How long requests in flight may take once the server was told to stop. */
  readonly graceMs?: number;
  /** How long it goes on listening while it says that it is not ready, so that a load balancer can turn away. */
  readonly drainMs?: number;
  /** Called first of all when it stops. */
  readonly onStopping?: () => void;
}

const GRACE_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 65_000; // longer than the usual 60 s of load balancers, which must be the ones to hang up
const BAD_REQUEST = problemText(
  400,
  'malformed_request',
  'The request cannot be read',
  'the request breaks the rules of HTTP',
);

/** Starts to listen; rejects when the address is taken. */
export async function startServer(listener: Listener, options: ServerOptions): Promise<RunningServer> {
  const { host, port, log, graceMs = GRACE_MS, drainMs = 0, onStopping } = options;
  const inFlight = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let stopped: Promise<void> | undefined;

  const serve = (req: IncomingMessage, res: ServerResponse): void => {
    inFlight.add(res);
    res.once('close', () => inFlight.delete(res));
    if (stopped) res.setHeader('Connection', 'close');
    void listener(req, res);
  };
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS }, serve);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('checkContinue', serve); // the body is asked for when it is wanted, not before
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(BAD_REQUEST);
    else socket.destroy();
  });
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return { host, port: address.port, server, stop: () => (stopped ??= stop()) };

  async function stop(): Promise<void> {
    onStopping?.();
    for (const res of inFlight) if (!res.headersSent) res.setHeader('Connection', 'close');
    if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const busy = new Set([...inFlight].map((res) => res.socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy(); // node itself leaves those that never asked anything
    const cut = setTimeout(() => {
      log.warn({ requests: inFlight.size }, 'requests in flight were cut off at the end of the grace period');
      server.closeAllConnections();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** What even a request that is no HTTP gets as its answer. */
function problemText(status: number, code: string, title: string, detail: string): string {
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
  return [
    `HTTP/1.1 ${status} Bad Request`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
