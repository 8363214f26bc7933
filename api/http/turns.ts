import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Lets few requests of one connection be carried out at a time. */
export interface Turns {
  /** The responses that are not over, those of requests that wait included. */
  readonly inFlight: ReadonlySet<ServerResponse>;
  /** Carries a request out, now or when one before it on its connection is answered. */
  readonly take: (res: ServerResponse, carryOut: () => void) => void;
}

interface TurnLimits {
  /** How many requests of one connection are carried out at a time. Their answers leave in order, so more gain nothing. */
  readonly atOnce: number;
  /** How many of one connection may wait behind them; a connection that sends more is cut off. */
  readonly ahead: number;
}

interface Line {
  readonly responses: Set<ServerResponse>;
  readonly waiting: (() => void)[];
  running: number;
  isHeld: boolean;
}

/**
 * While requests of a connection wait, nothing more is read of it: what a caller sends ahead stays in its own buffers. One
 * packet may still hold thousands of requests, so there is an end to those that wait, too. Nothing of a connection that is
 * gone is carried out any more.
 */
export function createTurns({ atOnce, ahead }: TurnLimits): Turns {
  const inFlight = new Set<ServerResponse>();
  const lines = new WeakMap<Socket, Line>();
  return { inFlight, take };

  function take(res: ServerResponse, carryOut: () => void): void {
    const { socket } = res.req;
    if (socket.destroyed) return; // cut off in the middle of a packet, whose rest is of no interest
    const line = lines.get(socket) ?? newLine(socket);
    inFlight.add(res);
    line.responses.add(res);
    const start = (): void => {
      line.running += 1;
      res.once('close', () => finish(line, res, socket));
      carryOut();
    };
    if (line.running < atOnce) return start();
    if (line.waiting.length >= ahead) return void socket.destroy();
    line.waiting.push(start);
    hold(line, socket);
  }

  /** Node itself reads on whenever an answer is done, so it is stopped again as long as requests wait. */
  function hold(line: Line, socket: Socket): void {
    socket.pause();
    if (line.isHeld) return;
    line.isHeld = true;
    socket.on('resume', () => line.waiting.length > 0 && socket.pause());
  }

  function finish(line: Line, res: ServerResponse, socket: Socket): void {
    line.running -= 1;
    line.responses.delete(res);
    inFlight.delete(res);
    if (socket.destroyed || line.waiting.length === 0) return;
    line.waiting.shift()?.();
    if (line.waiting.length === 0) socket.resume();
  }

  function newLine(socket: Socket): Line {
    const line: Line = { responses: new Set(), waiting: [], running: 0, isHeld: false };
    lines.set(socket, line);
    // Of a connection that breaks only the response whose turn it is hears of it.
    socket.once('close', () => {
      line.waiting.length = 0;
      for (const res of line.responses) inFlight.delete(res);
    });
    return line;
  }
}
