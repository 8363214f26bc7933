import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import net from 'node:net';

/** A WebSocket by hand: what a client library would not send, and a reader that can stop reading. */
export interface RawSocket {
  /** The text frames that came. */
  readonly messages: string[];
  /** Sends one text frame. */
  send(text: string): void;
  /** Stops reading without closing. */
  pause(): void;
  isClosed(): boolean;
  close(): void;
}

/** Connects to where sockets connect, up to the first word of the server; pings are answered. */
export async function rawSocket(url: string): Promise<RawSocket> {
  const { hostname, port, host } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  const messages: string[] = [];
  let isClosed = false;
  let isUpgraded = false;
  let bytes = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('close', () => (isClosed = true));
  const opened = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!isUpgraded) isUpgraded = skipHead();
      if (isUpgraded) takeFrames();
      if (messages.length > 0) resolve();
    });
    socket.on('close', () => resolve());
  });
  const key = randomBytes(16).toString('base64');
  socket.write(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${key}`,
      '',
      '',
    ].join('\r\n'),
  );
  await once(socket, 'connect');
  await opened;
  return {
    messages,
    send,
    pause: () => void socket.pause(),
    isClosed: () => isClosed,
    close: () => socket.destroy(),
  };

  function send(text: string): void {
    const payload = Buffer.from(text);
    const size =
      payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 0xff];
    if (socket.writable) socket.write(Buffer.concat([Buffer.from([0x81, ...size, 0, 0, 0, 0]), payload])); // a mask of zeros
  }

  function skipHead(): boolean {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return false;
    bytes = bytes.subarray(end + 4);
    return true;
  }

  function takeFrames(): void {
    for (let frame = nextFrame(); frame; frame = nextFrame()) {
      if (frame.opcode === 1) messages.push(frame.text);
      if (frame.text === '2') send('3');
    }
  }

  function nextFrame(): { opcode: number; text: string } | undefined {
    if (bytes.length < 2) return undefined;
    const [first = 0, second = 0] = bytes;
    const short = second & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < head) return undefined;
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (bytes.length < head + length) return undefined;
    const text = bytes.subarray(head, head + length).toString('utf8');
    bytes = bytes.subarray(head + length);
    return { opcode: first & 0x0f, text };
  }
}
