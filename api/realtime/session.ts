import type { Socket } from 'socket.io';
import { expiryOf } from '#api/http/auth.ts';
import type { Live } from './live.ts';
import { startOf } from '#api/feed/feed.queries.ts';
import type { FeedSubscription } from '#api/feed/readers.ts';
import type { ChatStream, FeedItem, ServerEvents, SessionEnded, TurnPosition } from '#contracts/events.ts';
import type { Orm } from '#db/transaction.ts';
import type { LiveChannel, LiveEvent } from '#platform/live/live-channel.ts';
import type { EndReason } from './connections.ts';
import { createTurnStreams } from './turn-streams.ts';

type None = Record<string, never>;

/** A socket as this side types it: what comes in is looked at by the dispatcher and by nobody else. */
export type ServerSocket = Socket<None, ServerEvents, None, Record<string, unknown>>;

/** One socket of somebody who is signed in. */
export interface Session {
  readonly accountId: string;
  /** As the client sent it; looked at anew with every event. */
  readonly authorization: string;
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** Pushes the feed from behind a number on, or from now on; a second call begins anew. Answers the number. */
  resumeFeed(after: number | undefined): Promise<number>;
  resumeTurns(turns: readonly TurnPosition[]): Promise<void>;
  /** Sends to the other sockets of the same account, whichever process they are at. */
  toOwnDevices<Name extends 'chat:typing'>(name: Name, ...args: Parameters<ServerEvents[Name]>): void;
  hear(event: LiveEvent): void;
  /** Says why, and closes. */
  end(reason: EndReason | 'flooding'): void;
}

interface SessionOptions {
  readonly socket: ServerSocket;
  readonly accountId: string;
  readonly authorization: string;
  readonly ip: string;
  readonly live: Live;
  readonly channel: Pick<LiveChannel, 'read'>;
  readonly orm: Orm;
  readonly isShared: () => boolean;
  /** Called when it has gone. */
  readonly onLeft: () => void;
}

/** So many frames may wait for a client; then it is sent nothing more until it has read. */
const MAX_WAITING = 256;
const STALLED_MS = 15_000;

/** What the engine has not handed to the connection yet. */
const waiting = (conn: object): number => (conn as { writeBuffer: readonly unknown[] }).writeBuffer.length;

/** The room of an account. Names are made here alone, and no event takes one. */
export const roomOf = (accountId: string): string => `user:${accountId}`;

/** Lets a socket stay. Throws a Problem when the account may have no more. It cleans up after itself. */
export function openSession(options: SessionOptions): Session {
  const { socket, accountId, authorization, ip, live, channel, orm, isShared, onLeft } = options;
  let feed: FeedSubscription | undefined;
  let fullSinceMs: number | undefined;
  const turns = createTurnStreams({ accountId, live: channel, emit: emitPart });
  const session: Session = {
    accountId,
    authorization,
    ip,
    userAgent: socket.handshake.headers['user-agent'],
    resumeFeed,
    resumeTurns: (positions) => turns.resume(positions),
    toOwnDevices,
    hear: (event) => turns.take(event),
    end,
  };
  const expiresAtMs = expiryOf(authorization);
  const remove = live.connections.add({ accountId, kind: 'socket', expiresAtMs, isStalled, end });
  const { conn } = socket;
  conn.on('drain', onDrain);
  conn.once('close', leave); // also when it goes before it has quite come
  socket.once('disconnect', leave);
  return session;

  function leave(): void {
    conn.off('drain', onDrain);
    feed?.close();
    remove();
    onLeft();
    conn.close(); // one socket a connection: whoever leaves it connects anew
  }

  async function resumeFeed(after: number | undefined): Promise<number> {
    const from = await startOf({ em: orm.em.fork() }, { accountId, after }, { in: 'body', path: '/after' });
    feed?.close();
    if (socket.connected) feed = live.pump.subscribe({ accountId, after: from }, { push });
    return from;
  }

  function push(item: FeedItem): boolean {
    if (item.type === 'chat:response') turns.finish(String(item.payload.taskId));
    socket.emit(item.type, item as never); // each type's own entry; the union does not say so
    return hasRoom();
  }

  function emitPart(part: ChatStream): boolean {
    if (!hasRoom()) return false;
    socket.emit('chat:stream', part);
    return true;
  }

  function hasRoom(): boolean {
    const has = waiting(conn) < MAX_WAITING;
    if (!has) fullSinceMs ??= Date.now();
    return has;
  }

  function onDrain(): void {
    fullSinceMs = undefined;
    feed?.resume();
  }

  function isStalled(nowMs: number): boolean {
    return fullSinceMs !== undefined && nowMs - fullSinceMs > STALLED_MS;
  }

  /** While Redis is away the adapter would wait for it; the sockets of this process are told all the same. */
  function toOwnDevices(name: 'chat:typing', ...args: Parameters<ServerEvents['chat:typing']>): void {
    (isShared() ? socket : socket.local).to(roomOf(accountId)).emit(name, ...args);
  }

  function end(reason: EndReason | 'flooding'): void {
    if (reason === 'draining') {
      conn.close(); // the client takes it for a lost connection and comes again
      return;
    }
    socket.emit('session:ended', { reason } satisfies SessionEnded);
    const { socket: connection } = socket.conn.request;
    socket.disconnect(true);
    if (reason === 'slow') connection.destroy(); // it would not read the end either
    if (reason === 'flooding') connection.pause(); // nothing more is read of it
  }
}
