import type { IncomingHttpHeaders } from 'node:http';
import type { Middleware, ParameterizedContext } from 'koa';
import type { z } from 'zod';
import type { FieldError } from '#contracts/problem.ts';
import type { Log, Logger } from '#platform/logger.ts';
import {
  ownerRuleOf,
  rolesOf,
  type Actor,
  type OwnershipRule,
  type OwnershipRules,
  type PathParams,
} from './access.ts';
import { unauthenticated, type Authenticator } from './auth.ts';
import { readJson } from './body.ts';
import { Problem, toProblem } from './problem.ts';
import { Reply, problemsOf, type Route } from './route.ts';
import { check, checkCharacters, refuse } from './validation.ts';

/** What the kernel notes on a request. */
export interface KernelState {
  requestId: string;
  route?: Route;
  actor?: Actor;
}

/** A request inside the kernel. */
export type KernelContext = ParameterizedContext<KernelState>;

/** What comes before anybody is asked who they are: the place of the rate limiter. Throws a Problem to turn a call away. */
export type Admission = (ctx: KernelContext, route: Route) => Promise<void>;

/** What routes are mounted with. */
export interface KernelOptions<Deps> {
  /** Given to the ownership rules. */
  readonly deps: Deps;
  readonly ownership: OwnershipRules<Deps>;
  readonly authenticator: Authenticator;
  readonly bodyLimitBytes: number;
  readonly log: Logger;
  /** In development and tests a problem that a route does not declare is a mistake (500); otherwise it is only logged. */
  readonly strictContract: boolean;
  readonly admission?: Admission | undefined;
}

type AnyRule<Deps> = OwnershipRule<Deps, unknown> | undefined;

/**
 * One route as one function, with everything that can be known beforehand worked out. The order is the contract:
 * admission → who (401) → role (403) → path (400) → ownership (404, 403) → body (415, 413, 400) → query and body
 * fields (400) → handler → answer checked. Nothing is read of a body before its sender may send it.
 */
export function compile<Deps>(route: Route, options: KernelOptions<Deps>): Middleware<KernelState> {
  const { deps, admission, authenticator, bodyLimitBytes, log } = options;
  const roles = rolesOf(route.access);
  const ruleName = ownerRuleOf(route.access);
  const rule = ruleName === undefined ? undefined : (options.ownership as Record<string, AnyRule<Deps>>)[ruleName];
  const handle = route.handle as (call: ReceivedCall) => unknown; // the schemas that type it have done the checking
  const guard = contractGuard(route, options);
  const answer = compileAnswer(route);

  return async function serve(ctx) {
    ctx.state.route = route;
    if (admission) await admission(ctx, route);
    try {
      const actor = route.access === 'public' ? undefined : await identify(ctx);
      answer(ctx, await handle(await receive(ctx, actor)));
    } catch (error) {
      throw guard(error);
    }
  };

  async function identify(ctx: KernelContext): Promise<Actor | undefined> {
    const actor = await authenticator.identify(ctx.req.headers.authorization);
    if (actor) ctx.state.actor = actor;
    else if (route.access !== 'optional') throw unauthenticated('the operation needs an access token');
    if (roles && !roles.some((role) => actor?.roles.includes(role))) {
      throw new Problem('forbidden', `the operation is for the role ${roles.join(' or ')}`);
    }
    return actor;
  }

  async function receive(ctx: KernelContext, actor: Actor | undefined): Promise<ReceivedCall> {
    const errors: FieldError[] = [];
    const params = route.params ? check('path', route.params, ctx.params, errors) : NOTHING;
    const resource = rule && actor && errors.length === 0 ? await rule(deps, actor, params as PathParams) : undefined;
    const sent = route.body ? await readJson(ctx.req, ctx.res, bodyLimitBytes) : undefined;
    const query = ctx.querystring === '' && !route.query ? NOTHING : receiveQuery(ctx, errors);
    const body = route.body && check('body', route.body, sent?.value, errors);
    if (errors.length === 0) {
      if (sent?.hasEscapes) checkCharacters('body', body, errors);
      if (ctx.url.includes('%00')) {
        checkCharacters('path', params, errors);
        checkCharacters('query', query, errors);
      }
    }
    refuse(errors);
    return new ReceivedCall(ctx, { actor, resource, params, query, body }, log);
  }

  function receiveQuery(ctx: KernelContext, errors: FieldError[]): unknown {
    if (route.query) return check('query', route.query, ctx.query, errors);
    for (const name of Object.keys(ctx.query)) errors.push({ in: 'query', path: `/${name}`, message: 'unknown field' });
    return NOTHING;
  }
}

const NOTHING = Object.freeze({});

interface Received {
  readonly actor: Actor | undefined;
  readonly resource: unknown;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** A checked call. What few handlers need (address, logger) is made only when it is asked for. */
class ReceivedCall {
  readonly actor: Received['actor'];
  readonly resource: Received['resource'];
  readonly params: Received['params'];
  readonly query: Received['query'];
  readonly body: Received['body'];
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  readonly #ctx: KernelContext;
  readonly #log: Logger;

  constructor(ctx: KernelContext, received: Received, log: Logger) {
    this.actor = received.actor;
    this.resource = received.resource;
    this.params = received.params;
    this.query = received.query;
    this.body = received.body;
    this.headers = ctx.req.headers;
    this.requestId = ctx.state.requestId;
    this.#ctx = ctx;
    this.#log = log;
  }

  get ip(): string {
    return this.#ctx.ip;
  }

  get log(): Log {
    return this.#log.child({ requestId: this.requestId });
  }
}

/** The answer did not keep what its schema promises: our mistake, never the caller's. */
class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

function compileAnswer(route: Route): (ctx: KernelContext, handled: unknown) => void {
  const { status, otherStatuses = {}, contentType = 'application/json; charset=utf-8' } = route.success;
  const schema: z.ZodType | undefined = route.success.schema;
  const isJson = route.success.contentType === undefined;
  const allowed = new Set([status, ...Object.keys(otherStatuses).map(Number)]);

  return function answer(ctx, handled) {
    const { res } = ctx;
    const body: unknown = handled instanceof Reply ? handled.body : handled;
    const given = handled instanceof Reply ? (handled.status ?? status) : status;
    if (!allowed.has(given)) throw new ContractViolation(`${route.operationId} does not declare the status ${given}`);
    const text = schema ? present(schema, body) : undefined;
    ctx.status = given;
    if (handled instanceof Reply) ctx.set(handled.headers);
    if (text === undefined) {
      ctx.body = null;
      return;
    }
    res.setHeader('Content-Type', contentType);
    ctx.body = text;
  };

  function present(by: z.ZodType, body: unknown): unknown {
    const parsed = by.safeParse(body);
    if (!parsed.success) {
      const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new ContractViolation(`the answer of ${route.operationId} breaks its contract: ${wrong}`);
    }
    return isJson ? JSON.stringify(parsed.data) : parsed.data;
  }
}

/** Keeps the list of problems in the document true. */
function contractGuard<Deps>(route: Route, { log, strictContract }: KernelOptions<Deps>): (error: unknown) => Problem {
  const declared = new Set(problemsOf(route));
  return function guard(error) {
    const problem = toProblem(error);
    if (declared.has(problem.code)) return problem;
    const message = `${route.operationId} does not declare the problem ${problem.code}`;
    if (strictContract) return toProblem(new ContractViolation(message, { cause: problem }));
    log.error({ operationId: route.operationId, code: problem.code }, message);
    return problem;
  };
}
