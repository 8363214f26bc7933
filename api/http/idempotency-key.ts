import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { refuse } from './validation.ts';

/** The header by which a client names a call, so that it may send it again; see draft-ietf-httpapi-idempotency-key-header. */
export const KEY_HEADER = 'Idempotency-Key';

/** The header that says that an answer was given before. */
export const REPLAYED_HEADER = 'Idempotency-Replayed';

/**
 * A string of RFC 9651 with 1 to 255 of its visible characters, or as many of them bare, which is what many clients send;
 * bare ones do without the characters that would make it a list, a string or parameters.
 */
export const KEY_PATTERN =
  /^(?:"(?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255}"|[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,255})$/;

/** The key of a call, or undefined without the header. Throws a 400 that names the header for anything but one good key. */
export function readIdempotencyKey(request: IncomingMessage): string | undefined {
  const sent = request.headersDistinct[KEY_HEADER.toLowerCase()];
  if (sent === undefined) return undefined;
  const [only = ''] = sent;
  if (sent.length > 1 || !KEY_PATTERN.test(only)) {
    refuseKey('expected one key of 1 to 255 visible ASCII characters, such as a UUID in double quotes');
  }
  return only.startsWith('"') ? only.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : only;
}

/** Throws the 400 for a call that must be named and is not. */
export function refuseMissingKey(): never {
  refuseKey('expected a key: the operation is only carried out for calls that can be repeated safely');
}

/** The same for two calls that ask for the same, however the fields of their bodies are ordered. */
export function fingerprintOf(call: { readonly params: unknown; readonly query: unknown; readonly body: unknown }) {
  const { params, query, body } = call;
  return hash('sha256', canonicalJson({ params, query, body }), 'hex');
}

function refuseKey(message: string): never {
  refuse([{ in: 'header', path: `/${KEY_HEADER.toLowerCase()}`, message }]);
  throw new Error('unreachable: a wrong field is always refused');
}

/** JSON whose fields stand in one order, at every depth. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
