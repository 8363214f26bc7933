import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { Problem } from './problem.ts';

const LOCAL_NAME = /(^|\.)localhost$/i;

/** A name without port and brackets. */
function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** Whether a host is this machine itself, by its name or its address. */
export function isLocalHost(host: string): boolean {
  const name = hostnameOf(host);
  return LOCAL_NAME.test(name) || isLoopback(name);
}

/** Whether an address belongs to this machine alone. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/**
 * Throws `forbidden` for a call by a host name that is not ours: a page elsewhere whose own name was made to lead here would
 * otherwise be of our origin. No page can be that of an IP address other than the one it came from, so addresses pass.
 * Undefined: every name is taken, as behind a proxy that has looked at it.
 */
export function createHostCheck(names: readonly string[] | undefined): (req: IncomingMessage) => void {
  if (!names) return () => undefined;
  const known = new Set(names.map((name) => name.toLowerCase()));
  return function requireKnownHost({ headers: { host } }) {
    if (host === undefined) return; // HTTP/1.0, which no browser speaks
    const name = hostnameOf(host).toLowerCase();
    if (isLocalHost(name) || isIP(name) !== 0 || known.has(name)) return;
    throw new Problem('forbidden', 'this host name is not one of ours; PROXIE_ALLOWED_HOSTS names further ones');
  };
}

/** Whether a call comes from this machine, by its own name, and from no page of another one. */
export function isLocalCall({
  ip,
  headers,
}: {
  readonly ip: string;
  readonly headers: IncomingMessage['headers'];
}): boolean {
  const { host, origin } = headers;
  const isFromHere = origin === undefined || (URL.canParse(origin) && isLocalHost(new URL(origin).host));
  return isLoopback(ip) && isFromHere && (host === undefined || isLocalHost(host));
}
