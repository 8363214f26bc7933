import { hash } from 'node:crypto';
import { Reply, type ReplyOptions } from './route.ts';

/** An answer that is the same for every caller: it is checked, written and compressed once, and carries an ETag. */
export class FixedReply<Body> extends Reply<Body> {}

/**
 * An answer that stays the same as long as it is kept: a page, a file, a document. Its ETag comes from its content, so a
 * caller that has it already gets 304. Make it once and return it every time.
 */
export function fixedReply<Body>(body: Body, options: ReplyOptions = {}): FixedReply<Body> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const tag = hash('sha256', bytes, 'base64url').slice(0, 22);
  return new FixedReply(body, { ...options, headers: { ...options.headers, ETag: `W/"${tag}"` } }); // weak: it may be compressed
}
