import { createServer, type IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Authenticator } from '#api/http/auth.ts';
import { Problem, toDocument, toProblem } from '#api/http/problem.ts';
import { requestIdOf } from '#api/http/request-id.ts';
import type { Upgrade } from '#api/http/server.ts';
import type { Limits } from '#api/limits/limits.ts';
import type { Orm } from '#db/transaction.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import type { Logger } from '#platform/logger.ts';
import { CONNECT_TIMEOUT_MS, createConnectionGuard, MAX_FRAME_BYTES } from './connection-guard.ts';
import { createDispatch } from './dispatch.ts';
import type { Live } from './live.ts';
import { createRedisAdapter } from './redis-adapter.ts';
import { openSession, roomOf, type ServerSocket, type Session } from './session.ts';
import type { SocketEvent } from './socket-event.ts';
import { addressOf, createSocketDoor, SOCKET_PATH } from './upgrade.ts';

/** The sockets of a process. */
export interface Sockets {
  /** For the HTTP server that they come in by. */
  readonly upgrade: Upgrade;
  /** Takes no more, sends everybody elsewhere and waits for their going, for a moment. */
  drain(): Promise<void>;
  /** After the drain. */
  close(): void;
}

/** What sockets need of their process. */
export interface SocketsOptions {
  readonly events: readonly SocketEvent[];
  readonly authenticator: Pick<Authenticator, 'identify'>;
  readonly limits: Pick<Limits, 'count' | 'sockets'>;
  readonly live: Live;
  readonly channel: LiveChannel;
  readonly orm: Orm;
  readonly http: {
    readonly publicUrl: string;
    readonly corsOrigins: readonly string[];
    readonly trustProxy: number;
    readonly hosts: readonly string[] | undefined;
  };
  /** Joins the sockets of several processes; without one each is alone. */
  readonly redis?: { readonly url: string; readonly isUp: () => boolean } | undefined;
  readonly log: Logger;
}

/**
 * Socket.io over WebSocket alone, so that any process can take any connection. Its own recovery of connections is off: it
 * sends what was missed before it looks at the token. The feed is what a client recovers by.
 */
export function createSockets(options: SocketsOptions): Sockets {
  const { authenticator, limits, live, channel, http, redis } = options;
  const sessions = new Map<string, Set<Session>>();
  let isStopping = false;
  const shared = redis && createRedisAdapter(redis.url);
  const io = new Server<Record<string, never>, Record<string, never>>({
    path: SOCKET_PATH,
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    connectTimeout: CONNECT_TIMEOUT_MS,
    ...(shared && { adapter: shared.adapter }),
  });
  io.attach(createServer()); // one that listens nowhere: connections are handed over by ours
  const guard = createConnectionGuard({
    limits: limits.sockets,
    addressOf: (request) => addressOf(request, http.trustProxy),
  });
  io.engine.on('connection', (connection) => guard.watch(connection));
  const dispatchFor = createDispatch({ ...options, publicUrl: http.publicUrl });
  io.use((socket, next) => void admit(socket as unknown as ServerSocket, next));
  const unsubscribe = channel.subscribe((event) => {
    for (const session of sessions.get(event.accountId) ?? []) session.hear(event);
  });
  const upgrade = createSocketDoor({
    ...http,
    limits: limits.sockets,
    isStopping: () => isStopping,
    accept: (req, socket, head) => io.engine.handleUpgrade(req as never, socket as never, head),
  });
  return { upgrade, drain, close };

  async function admit(socket: ServerSocket, next: (error?: Error) => void): Promise<void> {
    try {
      const authorization = authorizationOf(socket);
      const actor = await authenticator.identify(authorization);
      if (!actor) throw new Problem('unauthenticated', 'a socket needs an access token');
      await limits.sockets.admitAccount(actor.id);
      if (socket.conn.readyState !== 'open') return next(new Error('it has gone'));
      enter(socket, actor.id, authorization);
      next();
    } catch (error) {
      refuse(socket, toProblem(error), next, options);
    }
  }

  function enter(socket: ServerSocket, accountId: string, authorization: string): void {
    const request = socket.request as IncomingMessage;
    const own = sessions.get(accountId) ?? new Set();
    const session = openSession({
      ...options,
      socket,
      accountId,
      authorization,
      ip: addressOf(request, http.trustProxy),
      isShared: () => redis?.isUp() ?? true,
      onLeft() {
        own.delete(session);
        if (own.size === 0 && sessions.get(accountId) === own) sessions.delete(accountId);
      },
    });
    sessions.set(accountId, own.add(session));
    guard.claim(socket.conn, accountId, () => session.end('flooding'));
    void socket.join(roomOf(accountId));
    const dispatch = dispatchFor(session);
    socket.onAny((name: string, ...args: unknown[]) => void dispatch(name, args));
  }

  async function drain(): Promise<void> {
    isStopping = true;
    await live.connections.drain();
  }

  function close(): void {
    unsubscribe();
    io.disconnectSockets(true);
    io.engine.close();
    void io.of('/').adapter.close();
    shared?.close();
  }
}

/** From the handshake's `auth` alone: an address is logged on its way, and a header no page can set. */
function authorizationOf({ handshake }: ServerSocket): string {
  const { token } = handshake.auth as { token?: unknown };
  if (typeof token !== 'string' || token === '') {
    throw new Problem('unauthenticated', 'a socket needs an access token in auth.token');
  }
  return `Bearer ${token}`;
}

/** One try a connection, so that tokens cannot be tried out on one. An outage is no refusal: the client comes again. */
function refuse(
  socket: ServerSocket,
  problem: Problem,
  next: (error?: Error) => void,
  { log, http }: SocketsOptions,
): void {
  const requestId = requestIdOf(undefined);
  const isOurs = problem.status >= 500;
  const level = isOurs ? (problem.code === 'unavailable' ? 'warn' : 'error') : 'info';
  const line = { requestId, code: problem.code, ...(isOurs && { err: problem.cause ?? problem }) };
  log[level](line, 'a socket was refused');
  if (isOurs) socket.conn.close();
  next(Object.assign(new Error(problem.message), { data: toDocument(problem, http.publicUrl, requestId) }));
  setImmediate(() => socket.conn.close()); // behind the refusal, which it sends first
}
