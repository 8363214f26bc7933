import { v7 as uuidv7 } from 'uuid';
import type { FieldError } from '#contracts/problem.ts';
import type { UseCaseAnswer, UseCaseCall, UseCases } from '#contracts/use-cases.ts';
import type { Log } from '#platform/logger.ts';
import type { Actor, OwnershipRules } from './access.ts';
import { compileAnswer, type Answer } from './answer.ts';
import { toActor, type AccountLookup } from './auth.ts';
import { doorOf } from './door.ts';
import { Problem, toProblem } from './problem.ts';
import type { Received } from './received-call.ts';
import type { Route } from './route.ts';
import { requireReason } from './side.ts';
import { check, checkCharacters, refuse } from './validation.ts';

/** A call that did not come over HTTP, for whoever notes it. */
export interface Invoked {
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly received: Received | undefined;
  readonly commandId: string;
  readonly requestId: string;
}

/** Notes who did what, and how it went, before the caller is told. */
export type NoteInvoked = (invoked: Invoked, outcome: Answer | Problem) => Promise<void>;

interface InvokerOptions<Deps> {
  readonly routes: readonly Route[];
  readonly ownership: OwnershipRules<Deps>;
  readonly deps: Deps;
  readonly accounts: AccountLookup;
  readonly log: Log;
  /** Gives a route what notes its calls, or nothing where there is no need. */
  readonly noteFor?: (route: Route) => NoteInvoked | undefined;
}

type Invoke = (actor: Actor, call: UseCaseCall) => Promise<UseCaseAnswer>;

/**
 * Every operation as a function in somebody's name: the account as it is now, then role, path, ownership, query and body,
 * handler, answer and note, in the order and by the code of the pipeline. A refusal is an answer. What may go better the
 * next time (an outage, a mistake of ours) is thrown.
 */
export function createInvoker<Deps>(options: InvokerOptions<Deps>): UseCases {
  const callable = options.routes.filter(({ upload }) => !upload); // bytes come over HTTP only
  const invokes = new Map(callable.map((route) => [route.operationId, compileInvoke(route, options)]));
  return {
    async invoke(call) {
      const invoke = invokes.get(call.operationId);
      if (!invoke) throw new Error(`there is no operation ${call.operationId}`);
      const actor = toActor(await options.accounts(call.accountId));
      if (!actor) return refused(new Problem('unauthenticated', 'the account is suspended or gone'));
      return invoke(actor, call);
    },
  };
}

function compileInvoke<Deps>(route: Route, options: InvokerOptions<Deps>): Invoke {
  const door = doorOf(route, options);
  const toAnswer = compileAnswer(route);
  const note = options.noteFor?.(route);
  const handle = route.handle as (call: object) => unknown; // the schemas that type it have done the checking

  return async function invoke(actor, call) {
    const { commandId = uuidv7() } = call;
    const requestId = uuidv7();
    let received: Received | undefined;
    let outcome: Answer | Problem;
    try {
      door.requireRole(actor);
      received = await receive(actor, call);
      outcome = toAnswer(await handle({ ...received, ...ABSENT, commandId, requestId, log: options.log }));
    } catch (error) {
      outcome = toProblem(error);
    }
    await note?.({ actor, params: call.params ?? {}, received, commandId, requestId }, outcome);
    if (!(outcome instanceof Problem)) return { ok: true, status: outcome.status, body: parse(outcome.body) };
    if (outcome.status >= 500 || outcome.status === 429) throw outcome;
    return refused(outcome);
  };

  async function receive(actor: Actor, call: UseCaseCall): Promise<Received> {
    const errors: FieldError[] = [];
    const params = route.params ? check('path', route.params, call.params ?? {}, errors) : {};
    const resource = errors.length === 0 ? await door.findResource(actor, params) : undefined;
    const query = route.query ? check('query', route.query, call.query ?? {}, errors) : {};
    const body = route.body && check('body', route.body, call.body, errors);
    if (errors.length === 0) {
      requireReason(route, resource, body, errors);
      checkCharacters('body', body, errors);
    }
    refuse(errors);
    return { actor, resource, params, query, body };
  }
}

/** What only HTTP has. */
const ABSENT = { headers: {}, ip: '' };

function parse(body: unknown): unknown {
  return typeof body === 'string' ? (JSON.parse(body) as unknown) : body;
}

function refused({ code, status, message, errors, info }: Problem): UseCaseAnswer {
  return { ok: false, problem: { code, status, detail: message, errors, info } };
}
