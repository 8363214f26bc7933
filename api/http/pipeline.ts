import { randomUUID } from 'node:crypto';
import { parse as parseQuery } from 'node:querystring';
import type { Middleware, ParameterizedContext } from 'koa';
import { v7 as uuidv7 } from 'uuid';
import type { FieldError } from '#contracts/problem.ts';
import type { Logger } from '#platform/logger.ts';
import type { Actor, OwnershipRules } from './access.ts';
import { unauthenticated, type Authenticator } from './auth.ts';
import { hasBody, readJson } from './body.ts';
import { compileAnswer, ContractViolation, problemAnswer, send, type Answer } from './answer.ts';
import { comeAgainFor } from './come-again.ts';
import { doorOf } from './door.ts';
import { credentialOf } from './foreign-page.ts';
import type { InFlight } from './in-flight.ts';
import { Problem, toDocument, toProblem } from './problem.ts';
import { ReceivedCall, type Received } from './received-call.ts';
import { problemsOf, type Route } from './route.ts';
import { requireReason } from './side.ts';
import { readUpload } from './upload.ts';
import { check, checkCharacters, refuse, unknownField } from './validation.ts';

/** What the kernel notes on a request. */
export interface KernelState {
  requestId: string;
  route?: Route;
  actor?: Actor;
  /** The command that the call was carried out as, now or when its answer was kept. */
  commandId?: string;
  /** A refusal that was answered as the outcome of a command, not thrown; for the log. */
  refusal?: Problem;
  /** The answer is in the coding it is to leave in. */
  isCoded?: true;
}

/** A request inside the kernel. */
export type KernelContext = ParameterizedContext<KernelState>;

/** What comes before anybody is asked who they are: the place of the rate limiter. Throws a Problem to turn a call away. */
export type Admission = (ctx: KernelContext, route: Route) => Promise<void>;

/** What a call is recognised by when it comes again. */
export interface RepeatableCall {
  readonly actor: Actor;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Carries out a call that may come again. `work` is given the id of its command and gives the answer to keep: a success
 * or a refusal. What it throws is an outage or a mistake of ours; nothing is kept of that.
 */
export type Once = (
  ctx: KernelContext,
  call: RepeatableCall,
  work: (commandId: string) => Promise<Answer>,
) => Promise<Answer>;

/** Notes who did what, and how it went, before the caller is told. */
export type Audit = (ctx: KernelContext, received: Received | undefined, outcome: Answer | Problem) => Promise<void>;

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
  /** The absolute address that the types of problems start with. */
  readonly publicUrl: string;
  readonly admission?: Admission | undefined;
  /** Gives a route what recognises repeated calls of it, or nothing where there is no need. */
  readonly onceFor?: ((route: Route) => Once | undefined) | undefined;
  /** Gives a route what notes its calls, or nothing where there is no need. */
  readonly auditFor?: ((route: Route) => Audit | undefined) | undefined;
}

/**
 * One route as one function, with everything that can be known beforehand worked out. The order is the contract:
 * admission (429) → who (401) → role (403) → path (400) → ownership (404, 403) → body (415, 413, 400) → query and body
 * fields (400) → repeated call → handler → answer checked → audit. Nothing is read of a body before its sender may send it,
 * and who it is, is looked at again when the body has come: a slow one outlasts no suspension.
 */
export function compile<Deps>(route: Route, options: KernelOptions<Deps>): Middleware<KernelState> {
  const { admission, authenticator, log } = options;
  const bodyLimitBytes = route.bodyLimitBytes ?? options.bodyLimitBytes;
  const { requireRole, findResource } = doorOf(route, options);
  const handle = route.handle as (call: ReceivedCall) => unknown; // the schemas that type it have done the checking
  const guard = contractGuard(route, options);
  const toAnswer = compileAnswer(route);
  const once = options.onceFor?.(route);
  const audit = options.auditFor?.(route);
  const comeAgain = comeAgainFor(route);
  const isRead = route.method === 'get';

  return async function serve(ctx) {
    ctx.state.route = route;
    let received: Received | undefined;
    let outcome: Answer | Problem;
    try {
      if (admission) await admission(ctx, route);
      const actor = route.access === 'public' ? undefined : await identify(ctx);
      received = await receive(ctx, actor);
      outcome = await perform(ctx, received);
    } catch (error) {
      outcome = guard(error);
    }
    if (audit) await audit(ctx, received, outcome);
    await send(ctx, outcome instanceof Problem ? comeAgain(ctx, outcome) : outcome);
  };

  async function perform(ctx: KernelContext, received: Received): Promise<Answer> {
    const carryOut = async (commandId: string): Promise<Answer> => {
      ctx.state.commandId = commandId;
      return toAnswer(await handle(new ReceivedCall(ctx, received, commandId, log)));
    };
    const { actor, params, query } = received;
    if (!once || !actor) return carryOut(isRead ? randomUUID() : uuidv7()); // nothing is made that is ordered by it
    return once(ctx, { actor, params, query, body: sentIn(received) }, (commandId) =>
      carryOut(commandId).catch((error: unknown) => kept(ctx, error)),
    );
  }

  /** A refusal is as good an answer as a success; what may go better the next time is not. */
  function kept(ctx: KernelContext, error: unknown): Answer {
    const problem = guard(error);
    if (problem.status >= 500 || problem.status === 429) throw problem;
    ctx.state.refusal = problem;
    return problemAnswer(toDocument(problem, options.publicUrl, ctx.state.requestId), problem.headers);
  }

  async function identify(ctx: KernelContext): Promise<Actor | undefined> {
    const actor = await authenticator.identify(credentialOf(ctx.req, route));
    if (actor) ctx.state.actor = actor;
    else if (route.access !== 'optional') throw unauthenticated('the operation needs an access token');
    requireRole(actor);
    return actor;
  }

  async function receive(ctx: KernelContext, actor: Actor | undefined): Promise<Received> {
    const errors: FieldError[] = [];
    const params = route.params ? check('path', route.params, ctx.params, errors) : NOTHING;
    const resource = errors.length === 0 ? await findResource(actor, params) : undefined;
    const { sent, upload } = await readContent(ctx, route, bodyLimitBytes, actor);
    const sender = actor && (sent?.value !== undefined || upload) ? await identify(ctx) : actor;
    if (route.upload && !upload) errors.push({ in: 'body', path: '', message: 'expected a body that is not empty' });
    if (!route.body && !route.upload && hasBody(ctx.req)) {
      errors.push({ in: 'body', path: '', message: 'expected no body' });
    }
    const query = route.isPage || (ctx.querystring === '' && !route.query) ? NOTHING : receiveQuery(ctx, errors);
    const body = route.body && check('body', route.body, sent?.value, errors);
    if (errors.length === 0) {
      requireReason(route, resource, body, errors);
      if (sent?.hasEscapes) checkCharacters('body', body, errors);
      if (ctx.url.includes('%00')) {
        checkCharacters('path', params, errors);
        checkCharacters('query', query, errors);
      }
    }
    refuse(errors);
    return { actor: sender, resource, params, query, body, upload };
  }

  function receiveQuery(ctx: KernelContext, errors: FieldError[]): unknown {
    const query = parseQuery(ctx.querystring, '&', '=', { maxKeys: 0 }); // the default would overlook all after 1000
    if (route.query) return check('query', route.query, query, errors);
    for (const name of Object.keys(query)) errors.push(unknownField('query', name));
    return NOTHING;
  }
}

/** The body, as JSON or as bytes; nothing of it where the route takes none, or where too many calls are under way. */
async function readContent(ctx: KernelContext, route: Route, limitBytes: number, actor: Actor | undefined) {
  if (route.inFlight && actor) enterInFlight(ctx, route.inFlight, actor.id);
  const sent = route.body ? await readJson(ctx.req, ctx.res, limitBytes) : undefined;
  const upload = route.upload && (await readUpload(ctx.req, ctx.res, route.upload, limitBytes));
  return { sent, upload };
}

/** A call is under way until its answer has been sent, or its caller has gone. */
function enterInFlight({ res }: KernelContext, inFlight: InFlight, accountId: string): void {
  const leave = inFlight.enter(accountId);
  if (res.closed) leave();
  else res.once('close', leave);
}

const NOTHING = Object.freeze({});

/** What a call is recognised by: of an upload it is enough to know what it is the hash of. */
function sentIn({ body, upload }: Received): unknown {
  return upload ? { contentType: upload.contentType, sha256: upload.sha256 } : body;
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
