import type { IncomingHttpHeaders } from 'node:http';
import { unauthenticated } from '#api/http/auth.ts';
import { isLocalHost } from '#api/http/known-hosts.ts';
import { cookieIn, createOwnOriginCheck } from '#api/http/own-origin.ts';
import { reply, type Reply, type ReplyOptions } from '#api/http/route.ts';
import type { Config } from '#platform/config.ts';
import type { NewSession } from './sessions.ts';

/**
 * Keeps the refresh tokens of browsers in a cookie that no script sees and that only our own pages may use. A second cookie
 * comes and goes with it, which says nothing but that the first is there: without it a page need not ask.
 */
export interface SessionCookies {
  /** The session that `begin` gives, with its refresh token in the cookie and nowhere else; a foreign page begins none. */
  keep(headers: IncomingHttpHeaders, begin: () => Promise<NewSession>): Promise<Reply<NewSession>>;
  /** The refresh token of the cookie, if the call has one; refuses foreign pages before they learn whether it has. */
  tokenIn(headers: IncomingHttpHeaders): string | undefined;
  /** As `tokenIn`, for a call that needs one. */
  requireToken(headers: IncomingHttpHeaders): string;
  /** Has the browser forget both cookies. */
  readonly over: ReplyOptions;
}

const COOKIE = 'proxie_refresh';
/** Sent with calls to sign in, refresh and sign out, and with no others. */
const SCOPE = 'Path=/v1/auth; HttpOnly; SameSite=Strict';
/** Read by scripts of our own pages, and by nothing here. */
const HINT = { name: 'proxie_signed_in', scope: 'Path=/; SameSite=Strict' };

/** The cookie goes over secure connections only, but where the installation is one machine without a certificate. */
export function createSessionCookies(
  http: Pick<Config['http'], 'publicUrl'>,
  { refreshTtlMs }: Pick<Config['auth'], 'refreshTtlMs'>,
): SessionCookies {
  const { protocol, host } = new URL(http.publicUrl);
  const secure = protocol === 'http:' && isLocalHost(host) ? '' : '; Secure';
  const requireOwnOrigin = createOwnOriginCheck(http);
  const cookies = (token: string, seconds: number): ReplyOptions => ({
    cookies: [
      `${HINT.name}=${token === '' ? '' : 'yes'}; Max-Age=${seconds}; ${HINT.scope}${secure}`,
      `${COOKIE}=${token}; Max-Age=${seconds}; ${SCOPE}${secure}`,
    ],
  });
  return { keep, tokenIn, requireToken, over: cookies('', 0) };

  async function keep(headers: IncomingHttpHeaders, begin: () => Promise<NewSession>): Promise<Reply<NewSession>> {
    requireOwnOrigin(headers);
    const { refreshToken = '', ...session } = await begin();
    return reply(session, cookies(refreshToken, Math.floor(refreshTtlMs / 1_000)));
  }

  function tokenIn(headers: IncomingHttpHeaders): string | undefined {
    requireOwnOrigin(headers);
    return cookieIn(headers.cookie, COOKIE);
  }

  function requireToken(headers: IncomingHttpHeaders): string {
    const token = tokenIn(headers);
    if (token === undefined) throw unauthenticated('the call has no refresh token: neither its body nor a cookie');
    return token;
  }
}
