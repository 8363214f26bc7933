import type { IncomingMessage } from 'node:http';
import cors from '@koa/cors';
import type { Middleware } from 'koa';
import { authorizationOf } from './auth.ts';
import { cookieIn } from './own-origin.ts';
import type { Route } from './route.ts';

/**
 * A page of another product on an origin of its own, that calls one route of ours for whoever looks at it. It cannot hold
 * an access token, so a cookie stands in for one: on this route, from these origins, and nowhere else.
 */
export interface ForeignPage {
  readonly origins: readonly string[];
  /** What it sends besides the usual headers. */
  readonly headers: readonly string[];
  readonly cookie: string;
}

const PREFLIGHT_MAX_AGE_SECONDS = 600;

/**
 * By what a call says who it is: its Authorization header, or the cookie of a route that takes one. A cookie counts only
 * beside the Origin of a page that may call, which no other page can send: that is what stands against forged calls.
 */
export function credentialOf(req: IncomingMessage, { foreignPage }: Route): string | undefined {
  const authorization = authorizationOf(req);
  if (authorization !== undefined || !foreignPage) return authorization;
  const { origin, cookie } = req.headers;
  if (origin === undefined || cookie === undefined || !foreignPage.origins.includes(origin)) return undefined;
  const token = cookieIn(cookie, foreignPage.cookie);
  return token === undefined ? undefined : `Bearer ${token}`;
}

/** CORS for browsers: on the routes of foreign pages by their own lists and with cookies, elsewhere by `usual`. */
export function corsByRoute(routes: readonly Route[], usual: Middleware): Middleware {
  const own = new Map(
    routes.flatMap(({ path, method, foreignPage }) => (foreignPage ? [[path, forPage(method, foreignPage)]] : [])),
  );
  return (ctx, next) => (own.get(ctx.path as Route['path']) ?? usual)(ctx, next);
}

/** Says why a route is not fit to be called by a foreign page. */
export function foreignPageFaults({ foreignPage, access, body, method, path }: Route): string[] {
  if (!foreignPage) return [];
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  must(access !== 'public', 'lets foreign pages call with a cookie that nobody looks at');
  must(!path.includes(':'), 'lets foreign pages call a path with parameters');
  // A browser asks before it sends JSON elsewhere; what it sends unasked could be sent by any page.
  must(method === 'post' && body !== undefined, 'lets foreign pages call something else than a POST with a JSON body');
  return faults;
}

function forPage(method: string, { origins, headers }: ForeignPage): Middleware {
  return cors({
    origin: (ctx) => (origins.includes(ctx.get('Origin')) ? ctx.get('Origin') : ''),
    credentials: true,
    allowMethods: method.toUpperCase(),
    allowHeaders: ['Authorization', 'Content-Type', ...headers],
    maxAge: PREFLIGHT_MAX_AGE_SECONDS,
  });
}
