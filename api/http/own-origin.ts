import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.ts';

/** Throws the Problem `forbidden` unless a call comes from a page of our own origin. */
export type RequireOwnOrigin = (headers: IncomingHttpHeaders) => void;

/**
 * A browser sends cookies without asking the page that calls, so what acts on one must know which page that is. Browsers say
 * so in headers that no page can write: `Sec-Fetch-Site`, and older ones `Origin` alone. Our own origin is that of the public
 * URL, or the name that the call came by, which the check of host names has let in. Origins that may call with a token
 * (`PROXIE_CORS_ORIGINS`) may not call with a cookie.
 */
export function createOwnOriginCheck({ publicUrl }: { readonly publicUrl: string }): RequireOwnOrigin {
  const { origin: publicOrigin, protocol } = new URL(publicUrl);
  return function requireOwnOrigin({ origin, host, 'sec-fetch-site': site }) {
    const isOwn =
      site === undefined
        ? origin !== undefined && (origin === publicOrigin || origin === `${protocol}//${host}`)
        : site === 'same-origin';
    if (!isOwn) throw new Problem('forbidden', 'only pages of this installation may sign in and out by a cookie');
  };
}

/** The value of a cookie; undefined when it is not there, or there more than once. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
