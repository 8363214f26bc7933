import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Log } from '#platform/logger.ts';
import { createRawRefusal, LINGER_MS } from './raw-refusal.ts';
import { createTurns } from './turns.ts';
import { createUnreadWatch, type ReadingTimes } from './unread.ts';

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
  /** The absolute address that the types of problems start with. */
  readonly publicUrl: string;
  /** How long a request may take to come; how long an answer takes has nothing to do with it. */
  readonly arrival?: ArrivalTimes;
  /** How long an answer may lie unread. */
  readonly reading?: ReadingTimes;
  /** How long requests in flight may take once the server was told to stop. */
  readonly graceMs?: number;
  /** How long it goes on listening while it says that it is not ready, so that a load balancer can turn away. */
  readonly drainMs?: number;
  /** Called first of all when it stops. */
  readonly onStopping?: () => void;
  /** Called when no more is taken: ends what would never end by itself. What is still open after it has its grace. */
  readonly onClosing?: () => Promise<void>;
  /** Takes connections that are to become something else than HTTP; without it nothing does. */
  readonly upgrade?: Upgrade | undefined;
}

/** Whoever takes connections over. What it does not want is answered as any other request. */
export interface Upgrade {
  isWanted(req: IncomingMessage): boolean;
  /** The connection is its own from now on. */
  take(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** The times in which a request must have come, so that nobody holds a connection by dripping. */
export interface ArrivalTimes {
  readonly headersMs: number;
  /** Headers and body together. */
  readonly requestMs: number;
  /** How often it is looked whether a time is over. */
  readonly checkMs: number;
}

const GRACE_MS = 10_000;
const ARRIVAL: ArrivalTimes = { headersMs: 10_000, requestMs: 30_000, checkMs: 2_000 };
const READING: ReadingTimes = { checkMs: 5_000, looks: 6 };
const TURNS = { atOnce: 4, ahead: 64 };
const KEEP_ALIVE_MS = 65_000; // longer than the usual 60 s of load balancers, which must be the ones to hang up

/** Starts to listen; rejects when the address is taken. */
export async function startServer(listener: Listener, options: ServerOptions): Promise<RunningServer> {
  const {
    host,
    port,
    log,
    publicUrl,
    arrival = ARRIVAL,
    reading = READING,
    graceMs = GRACE_MS,
    drainMs = 0,
    onStopping,
    onClosing,
    upgrade,
  } = options;
  const { inFlight, take } = createTurns(TURNS);
  const sockets = new Set<Socket>();
  const rawRefusal = createRawRefusal(publicUrl);
  let stopped: Promise<void> | undefined;

  const serve = (req: IncomingMessage, res: ServerResponse): void => {
    if (stopped) res.setHeader('Connection', 'close');
    take(res, () => void listener(req, res));
  };
  const server = serverOf(serve, arrival, upgrade);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('clientError', refuseRaw);
  server.on('connect', (_req, socket) => refuseRaw({ code: 'CONNECT' }, socket)); // we are no proxy
  await listen(server, host, port);
  const watch = setInterval(createUnreadWatch(inFlight, reading.looks), reading.checkMs);
  const address = server.address() as AddressInfo;
  return { host, port: address.port, server, stop: () => (stopped ??= stop()) };

  /** Answers a request that never became one. No more is read of it: what comes too late must not be carried out. */
  function refuseRaw({ code }: NodeJS.ErrnoException | { code: string }, socket: Duplex): void {
    // What came whole is being carried out or answered: this answer would be taken for that one's.
    const isTaken = [...inFlight].some((res) => res.socket === socket && (res.headersSent || res.req.complete));
    if (!socket.writable || isTaken) return void socket.destroy();
    socket.pause();
    socket.end(rawRefusal(code));
    setTimeout(() => socket.destroy(), LINGER_MS).unref(); // a reset at once could overtake the answer
  }

  async function stop(): Promise<void> {
    onStopping?.();
    for (const res of inFlight) {
      if (!res.headersSent) res.setHeader('Connection', 'close');
      else res.once('finish', () => res.req.socket.end()); // nobody comes again on the connection of a stream that ends
    }
    if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
    await onClosing?.();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const busy = new Set([...inFlight].map((res) => res.socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy(); // node itself leaves those that never asked anything
    const cut = setTimeout(() => {
      log.warn({ requests: inFlight.size }, 'requests in flight were cut off at the end of the grace period');
      server.closeAllConnections();
    }, graceMs);
    await closed;
    clearTimeout(cut);
    clearInterval(watch);
  }
}

type Serve = (req: IncomingMessage, res: ServerResponse) => void;

function serverOf(serve: Serve, { requestMs, headersMs, checkMs }: ArrivalTimes, upgrade?: Upgrade): Server {
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      connectionsCheckingInterval: checkMs,
      requireHostHeader: false, // the application refuses it, with a problem
      shouldUpgradeCallback: (req) => upgrade?.isWanted(req) ?? false,
    },
    serve,
  );
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  if (upgrade) server.on('upgrade', (req, socket, head) => upgrade.take(req, socket, head));
  server.on('checkContinue', serve); // the body is asked for when it is wanted, not before
  server.on('checkExpectation', serve); // any other expectation is refused by the application
  return server;
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
