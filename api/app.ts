import type { IncomingMessage } from 'node:http';
import cors from '@koa/cors';
import Router, { type RouterContext } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import compress from 'koa-compress';
import type { Logger } from '#platform/logger.ts';
import type { OwnershipRules } from './http/access.ts';
import { COMPRESSED_FROM_BYTES, send } from './http/answer.ts';
import type { Authenticator } from './http/auth.ts';
import { leavesLargeBody } from './http/body.ts';
import { corsByRoute } from './http/foreign-page.ts';
import { createHostCheck } from './http/known-hosts.ts';
import { createAnswerLog } from './http/logging.ts';
import type { Metrics } from './http/metrics.ts';
import { mount } from './http/mount.ts';
import type { Admission, KernelContext, KernelOptions, KernelState } from './http/pipeline.ts';
import { Problem, PROBLEM_TYPE, toDocument, toProblem } from './http/problem.ts';
import { requireSoundHeaders, withoutNeedlessEscapes } from './http/protocol.ts';
import type { Readiness } from './http/readiness.ts';
import { REQUEST_ID_HEADER, requestIdOf } from './http/request-id.ts';
import type { Route } from './http/route.ts';
import { securityHeaders } from './http/security-headers.ts';
import { LIMIT_HEADERS } from './limits/headers.ts';
import { SOCKET_PATH } from './realtime/upgrade.ts';
import type { LostPage } from './web/lost-page.ts';
import { systemRoutes } from './system/system.routes.ts';

/** What the HTTP side of the process can be told. */
export interface AppConfig {
  readonly publicUrl: string;
  /** Browser origins that may call; `*` is all of them. */
  readonly corsOrigins: readonly string[];
  /** How many reverse proxies stand in front; their forwarding headers are believed. */
  readonly trustProxy: number;
  readonly bodyLimitBytes: number;
  /** The host names that calls may come by; undefined: any. */
  readonly hosts?: readonly string[] | undefined;
  /** Whether `/metrics` is there. */
  readonly metricsEnabled: boolean;
  /** In development and tests: an answer with a problem that its route does not declare is a 500. */
  readonly strictContract: boolean;
}

/** What the application is made of. */
export interface AppOptions<Deps> {
  /** The routes of the slices; those of the system are added. */
  readonly routes: readonly Route[];
  /** Given to the ownership rules. */
  readonly deps: Deps;
  readonly ownership: OwnershipRules<Deps>;
  readonly authenticator: Authenticator;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly config: AppConfig;
  readonly log: Logger;
  /** The place of the rate limiter. */
  readonly admission?: Admission;
  readonly onceFor?: KernelOptions<Deps>['onceFor'];
  readonly auditFor?: KernelOptions<Deps>['auditFor'];
  /** What a person sees who goes to a page that is not there; without it the problem, like everybody else. */
  readonly lostPage?: LostPage | undefined;
}

const EXPOSED_HEADERS = [
  REQUEST_ID_HEADER,
  'Idempotency-Replayed',
  'Location',
  'Retry-After',
  'ETag',
  'WWW-Authenticate',
  ...Object.keys(LIMIT_HEADERS),
];
const ALLOWED_HEADERS = ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', REQUEST_ID_HEADER];
const PREFLIGHT_MAX_AGE_SECONDS = 600;
const EVENT_STREAM = 'text/event-stream';

/** The whole HTTP application. Throws when a route is not fit to be mounted. */
export function createApp<Deps>(options: AppOptions<Deps>): Koa<KernelState> {
  const { config, log, metrics, readiness } = options;
  const app = new Koa<KernelState>({ proxy: config.trustProxy > 0, maxIpsCount: config.trustProxy });
  app.on('error', (err: unknown) => log.debug({ err }, 'an answer could not be delivered'));

  const router = new Router<KernelState>({ sensitive: true, strict: true });
  const system = systemRoutes({ routes: options.routes, readiness, metrics, metricsEnabled: config.metricsEnabled });
  mount(router, [...system, ...options.routes], {
    ...options,
    bodyLimitBytes: config.bodyLimitBytes,
    publicUrl: config.publicUrl,
    strictContract: config.strictContract,
  });

  app.use(answerEverything(options));
  app.use(soundOnly(createHostCheck(config.hosts)));
  app.use(plainPath);
  app.use(forBrowsers(corsByRoute(options.routes, cors(corsOptions(config.corsOrigins)))));
  app.use(compressLarge(compress()));
  app.use(router.routes());
  app.use(refuseUnmatched(options.lostPage));
  return app;
}

/** The outermost step: request id, headers, the form of every problem, the log line, the figures. Nothing is thrown past it. */
function answerEverything<Deps>({ config, log, metrics }: AppOptions<Deps>): Middleware<KernelState> {
  const headers = Object.entries(securityHeaders(config.publicUrl));
  const logAnswer = createAnswerLog(log);
  return async function answer(ctx, next) {
    const startedAt = performance.now();
    const { req, res, state } = ctx;
    state.requestId = requestIdOf(req.headers['x-request-id']);
    res.setHeader(REQUEST_ID_HEADER, state.requestId);
    for (const [name, value] of headers) res.setHeader(name, value);
    metrics.requestStarted();
    let problem: Problem | undefined;
    try {
      await next();
    } catch (error) {
      problem = toProblem(error);
      answerProblem(ctx, problem, config.publicUrl);
    }
    const durationMs = performance.now() - startedAt;
    const operationId = state.route?.operationId ?? 'unmatched';
    metrics.requestAnswered(operationId, ctx.method, ctx.status, durationMs / 1_000);
    logAnswer(ctx, operationId, durationMs, problem ?? state.refusal);
  };
}

function answerProblem(ctx: KernelContext, problem: Problem, publicUrl: string): void {
  ctx.status = problem.status;
  ctx.set(problem.headers);
  if (leavesLargeBody(ctx.req)) ctx.set('Connection', 'close');
  ctx.body = JSON.stringify(toDocument(problem, publicUrl, ctx.state.requestId));
  ctx.set('Content-Type', PROBLEM_TYPE);
}

const NOTHING_THERE = 'there is nothing at this path';
/** Polling would have to come to one process each time; a WebSocket may come to any. */
const NO_POLLING = "sockets come by WebSocket only: connect with transports: ['websocket']";

/** 404 for a path that nobody has, 405 for a method that it does not have, and the list of methods for OPTIONS. */
function refuseUnmatched(lostPage: LostPage = () => undefined): Middleware<KernelState> {
  return function refuse(ctx) {
    const { matched } = ctx as unknown as RouterContext;
    const methods = new Set((matched ?? []).flatMap((layer) => layer.methods));
    if (methods.size === 0) {
      const page = lostPage(ctx.req);
      if (page) return send(ctx, page);
      throw new Problem('not_found', ctx.path === SOCKET_PATH ? NO_POLLING : NOTHING_THERE);
    }
    const allow = [...methods, 'OPTIONS'].toSorted().join(', ');
    if (ctx.method !== 'OPTIONS') {
      throw new Problem('method_not_allowed', `the path has the methods ${allow}`, { headers: { Allow: allow } });
    }
    ctx.set('Allow', allow);
    ctx.status = 204;
  };
}

/** Refuses requests that another server could read differently, or that come by a foreign name, before anything is made of them. */
function soundOnly(requireKnownHost: (req: IncomingMessage) => void): Middleware<KernelState> {
  return (ctx, next) => {
    requireSoundHeaders(ctx.req);
    requireKnownHost(ctx.req);
    return next();
  };
}

/** `/v1/%72equests` is `/v1/requests` (RFC 3986, 6.2.2.2): one path for the router, the limits and the log. */
const plainPath: Middleware<KernelState> = (ctx, next) => {
  if (ctx.path.includes('%')) ctx.path = withoutNeedlessEscapes(ctx.path);
  return next();
};

/** Only a browser sends an Origin; nobody else needs to pass through CORS. */
function forBrowsers(cors: Middleware): Middleware<KernelState> {
  return (ctx, next) => (ctx.req.headers.origin === undefined ? next() : cors(ctx, next));
}

/**
 * Only what is worth it is compressed, and never a stream: its parts must reach the caller as they come. What is the same
 * for everybody has its codings already.
 */
function compressLarge(compress: Middleware): Middleware<KernelState> {
  const nothing = async (): Promise<void> => undefined;
  return async function compressIfLarge(ctx, next) {
    await next();
    const { body } = ctx;
    const isWhole = (typeof body === 'string' || body instanceof Uint8Array) && ctx.response.type !== EVENT_STREAM;
    const isLarge = isWhole && body.length >= COMPRESSED_FROM_BYTES;
    if (isLarge && !ctx.state.isCoded) await compress(ctx, nothing);
  };
}

function corsOptions(origins: readonly string[]): cors.Options {
  const allowed = new Set(origins);
  const originOf = (origin: string): string => (allowed.has('*') ? '*' : allowed.has(origin) ? origin : '');
  return {
    origin: (ctx) => originOf(ctx.get('Origin')),
    exposeHeaders: EXPOSED_HEADERS,
    allowHeaders: ALLOWED_HEADERS,
    maxAge: PREFLIGHT_MAX_AGE_SECONDS,
  };
}
