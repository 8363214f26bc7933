import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long an answer may lie unread. */
export interface ReadingTimes {
  /** How often it is looked whether callers read. */
  readonly checkMs: number;
  /** At how many looks in a row nothing may have been read. Looks are counted, so that a stall of our own is nobody's fault. */
  readonly looks: number;
}

interface Standstill {
  readonly taken: number;
  readonly looks: number;
}

/**
 * Makes the look that cuts off connections whose answers nobody reads, streams too: of what is written, the system has
 * taken nothing for so many looks in a row. An answer that is not written yet is nobody's delay, and a slow reader who goes
 * on is left alone.
 */
export function createUnreadWatch(inFlight: Iterable<ServerResponse>, looks: number): () => void {
  const standstills = new WeakMap<Socket, Standstill>();
  return function look() {
    for (const { socket } of inFlight) {
      if (!socket || socket.writableLength === 0) continue; // not its turn on its connection, or nothing to read
      const taken = takenBySystem(socket);
      const before = standstills.get(socket);
      const seen = before?.taken === taken ? before.looks + 1 : 0;
      if (seen >= looks) socket.destroy();
      else standstills.set(socket, { taken, looks: seen });
    }
  };
}

/** Node counts a write when it begins, and tells only its own time-outs how much of it is still to be taken. */
function takenBySystem(socket: Socket): number {
  const { _handle: handle } = socket as Socket & { _handle?: { writeQueueSize?: number } | null };
  return socket.bytesWritten - (handle?.writeQueueSize ?? socket.writableLength);
}
