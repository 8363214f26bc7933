import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';
import { refuse } from './validation.ts';

/** A host by RFC 3986, with a port; no user, no spaces, nothing that another reader could take for a second host. */
const HOST = /^(?:[A-Za-z0-9._~!$&'()*+;=%-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * Throws a Problem for what Node's parser lets pass and another server could read differently: no host or two of them, a
 * transfer coding that nobody undoes, an expectation that nobody knows.
 */
export function requireSoundHeaders({ headers, rawHeaders, httpVersionMinor }: IncomingMessage): void {
  const { host, expect } = headers;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    throw new Problem('expectation_failed', 'the expectation is none that can be met');
  }
  if (host === undefined ? httpVersionMinor > 0 : !HOST.test(host)) refuseHeader('host', 'expected a host');
  if (countOf('host', rawHeaders) > 1) refuseHeader('host', 'expected one host');
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return;
  const isChunked = coding.toLowerCase() === 'chunked' && httpVersionMinor > 0;
  if (!isChunked) refuseHeader('transfer-encoding', 'expected chunked, in HTTP/1.1, and no other coding');
}

/**
 * The same path with its unreserved characters written plainly. Nothing else of it changes, so no slash, no dot segment and
 * no second escape comes into being that was not there for every reader.
 */
export function withoutNeedlessEscapes(path: string): string {
  return path
    .split('/')
    .map((segment) => {
      const plain = segment.replaceAll(ESCAPE, plainly);
      return plain === '.' || plain === '..' ? segment : plain;
    })
    .join('/');
}

const ESCAPE = /%[0-9A-Fa-f]{2}/g;
const UNRESERVED = /[A-Za-z0-9._~-]/;

function plainly(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return UNRESERVED.test(character) ? character : escape;
}

/** How often a header was sent: Node keeps only the first of most. */
function countOf(name: string, rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const each = rawHeaders[at];
    if (each?.length === name.length && each.toLowerCase() === name) count += 1;
  }
  return count;
}

function refuseHeader(name: string, message: string): void {
  refuse([{ in: 'header', path: `/${name}`, message }]);
}
