import type { IncomingHttpHeaders } from 'node:http';
import { unauthenticated } from '#api/http/auth.ts';
import { isLocalHost } from '#api/http/known-hosts.ts';
import { cookieIn, createOwnOriginCheck } from '#api/http/own-origin.ts';
import { reply, type Reply, type ReplyOptions } from '#api/http/route.ts';
import type { Config } from '#platform/config.ts';
import type { NewSession } from './sessions.ts';

/** Keeps the refresh tokens of browsers in a cookie that no script sees and that only our own pages may use. */
export interface SessionCookies {
  /** The session that `begin` gives, with its refresh token in the cookie and nowhere else; a foreign page begins none. */
  keep(headers: IncomingHttpHeaders, begin: () => Promise<NewSession>): Promise<Reply<NewSession>>;
  /** The refresh token of the cookie, if the call has one; refuses foreign pages before they learn whether it has. */
  tokenIn(headers: IncomingHttpHeaders): string | undefined;
  /** As `tokenIn`, for a call that needs one. */
  requireToken(headers: IncomingHttpHeaders): string;
  /** Has the browser forget the cookie. */
  readonly over: ReplyOptions;
}

const COOKIE = 'proxie_refresh';
/** Sent with calls to sign in, refresh and sign out, and with no others. */
const SCOPE = 'Path=/v1/auth; HttpOnly; SameSite=Strict';

/** The cookie goes over secure connections only, but where the installation is one machine without a certificate. */
export function createSessionCookies(
  http: Pick<Config['http'], 'publicUrl'>,
  { refreshTtlMs }: Pick<Config['auth'], 'refreshTtlMs'>,
): SessionCookies {
  const { protocol, host } = new URL(http.publicUrl);
  const scope = protocol === 'http:' && isLocalHost(host) ? SCOPE : `${SCOPE}; Secure`;
  const requireOwnOrigin = createOwnOriginCheck(http);
  const cookie = (value: string, seconds: number): ReplyOptions => ({
    headers: { 'Set-Cookie': `${COOKIE}=${value}; Max-Age=${seconds}; ${scope}` },
  });
  return { keep, tokenIn, requireToken, over: cookie('', 0) };

  async function keep(headers: IncomingHttpHeaders, begin: () => Promise<NewSession>): Promise<Reply<NewSession>> {
    requireOwnOrigin(headers);
    const { refreshToken = '', ...session } = await begin();
    return reply(session, cookie(refreshToken, Math.floor(refreshTtlMs / 1_000)));
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
