import type { IncomingMessage } from 'node:http';

/** A connection below the protocol. */
interface EngineConnection {
  readonly request: IncomingMessage;
  on(name: 'packet' | 'close', listener: () => void): unknown;
}

/** A larger frame ends its connection. */
export const MAX_FRAME_BYTES = 64_000;
/** How long a connection may be open without saying who it is. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** No client sends so much; it counts frames that no event is made of, too, and before anybody is known. */
const MAX_FRAMES_PER_SECOND = 200;
/** How long a client may take to read why it was sent away, and to say goodbye. */
const LINGER_MS = 1_000;

/** Cuts off whoever sends too many frames, whatever is in them, and whoever was told to go and does not. */
export function guardConnection(connection: EngineConnection): void {
  const { socket } = connection.request;
  let frames = 0;
  const timer = setInterval(() => (frames = 0), 1_000).unref();
  connection.on('packet', () => {
    frames += 1;
    if (frames > MAX_FRAMES_PER_SECOND) socket.destroy();
  });
  connection.on('close', () => {
    clearInterval(timer);
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  });
}
