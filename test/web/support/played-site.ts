import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createPlayedApi, type PlayedApi, type Reply } from './played-api.ts';

/** The built client and a played API behind one address. */
export interface PlayedSite {
  /** On loopback, which browsers take for secure: on others they withhold locks and random ids. */
  readonly url: string;
  readonly api: PlayedApi;
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Serves the client from a folder as the product does, and the API below `/v1` as it is played. A real server, because
 * a browser whose calls are intercepted keeps nothing in its cache and compiles the client anew for every page.
 */
export async function startPlayedSite(folder: string): Promise<PlayedSite> {
  const api = createPlayedApi();
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(String(request.url), 'http://played');
    request.resume();
    send(response, pathname.startsWith('/v1/') ? api.reply(String(request.method), pathname) : file(folder, pathname));
  });
  server.on('upgrade', () => undefined); // sockets are neither opened nor refused
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, api, close };

  function close(): void {
    server.closeAllConnections();
    server.close();
  }
}

function send(response: http.ServerResponse, reply: Reply): void {
  if (reply === 'never') return;
  if (reply === 'cut') return void response.destroy();
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

/** Each page asks for a session, as one does that may have one; whether it has is what `refreshSession` answers. */
const PAGE_HEADERS = { 'cache-control': 'no-store', 'set-cookie': 'proxie_signed_in=yes; Path=/' };

/** A file of the client; every address that is no file is its page. */
function file(folder: string, pathname: string): Reply {
  const isPage = path.extname(pathname) === '';
  const at = path.join(folder, isPage ? 'index.html' : path.normalize(pathname));
  const contentType = TYPES[path.extname(at)];
  if (contentType === undefined || !fs.existsSync(at)) return { status: 404 };
  const headers = isPage ? PAGE_HEADERS : { 'cache-control': 'public, max-age=31536000, immutable' };
  return { status: 200, headers: { 'content-type': contentType, ...headers }, body: fs.readFileSync(at) };
}
