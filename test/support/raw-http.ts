import { once } from 'node:events';
import net from 'node:net';
import type { TestAnswer } from './http.ts';

/** A request as it goes over the wire: what a client library would repair or refuse to send. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Header lines without their ends. Host and Connection are added. */
  readonly lines?: readonly string[];
  readonly body?: string;
}

/**
 * Sends bytes on a connection of their own and reads the one answer; a body keeps the length that it has. The connection
 * leads to `reachedAt` where the name of the host leads elsewhere.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- a test says with its assertions what it expects of a body
export async function sendRaw<Body = any>(
  baseUrl: string,
  { method, path, lines = [], body }: RawRequest,
  reachedAt = baseUrl,
): Promise<TestAnswer<Body>> {
  const { host } = new URL(baseUrl);
  const { hostname, port } = new URL(reachedAt);
  const socket = net.connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined); // a server that refuses early may cut off what is still being sent
  const length = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...length, ...lines];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`);
  await once(socket, 'close');
  return parse(Buffer.concat(chunks).toString('utf8'));
}

function parse<Body>(text: string): TestAnswer<Body> {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = text.slice(end + 4);
  const isJson = /[/+]json\b/.test(headers['content-type'] ?? '') && headers['transfer-encoding'] === undefined;
  return {
    status: Number(start.split(' ')[1]),
    headers,
    body: (isJson && body !== '' ? JSON.parse(body) : body) as Body,
  };
}
