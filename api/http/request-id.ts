import { randomUUID } from 'node:crypto';

/** The header in which a request id comes and goes. */
export const REQUEST_ID_HEADER = 'X-Request-Id';
/** Long enough to be unique, and nothing in it that a log, a header or a page could stumble over. */
const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** The caller's own request id when it is safe to repeat, otherwise a new one. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && SAFE.test(given) ? given : randomUUID();
}
