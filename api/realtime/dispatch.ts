import { rolesOf } from '#api/http/access.ts';
import type { Authenticator } from '#api/http/auth.ts';
import { Problem, toDocument, toProblem } from '#api/http/problem.ts';
import { requestIdOf } from '#api/http/request-id.ts';
import { check, checkCharacters, refuse } from '#api/http/validation.ts';
import { userKey } from '#api/limits/caller-key.ts';
import type { Limits } from '#api/limits/limits.ts';
import type { FieldError } from '#contracts/problem.ts';
import type { Acknowledgement } from '#contracts/events.ts';
import type { Logger } from '#platform/logger.ts';
import type { Session } from './session.ts';
import { eventsByName, type SocketEvent } from './socket-event.ts';

interface DispatchOptions {
  readonly events: readonly SocketEvent[];
  readonly authenticator: Pick<Authenticator, 'identify'>;
  readonly limits: Pick<Limits, 'count'>;
  readonly publicUrl: string;
  readonly log: Logger;
}

/** Carries out what one socket sends. */
export type Dispatch = (name: string, args: readonly unknown[]) => Promise<void>;

/** Nobody waits for so many answers at a time. */
const MAX_PENDING = 32;

/**
 * Makes the one way from a socket to a handler. The order is that of a route: limit → who, as of now → role → payload →
 * handler → answer checked. Whatever comes is acknowledged, with a problem where it is refused; a flood ends the socket:
 * more answers due than anybody waits for, or more events of no other kind, unknown ones included, than a minute has.
 */
export function createDispatch(options: DispatchOptions): (session: Session) => Dispatch {
  const { authenticator, limits, publicUrl, log } = options;
  const events = eventsByName(options.events);

  return function dispatchFor(session) {
    let pending = 0;
    return async function dispatch(name, args) {
      if (pending >= MAX_PENDING) return session.end('flooding');
      pending += 1;
      const requestId = requestIdOf(undefined);
      const last = args.at(-1);
      const acknowledge = typeof last === 'function' ? (last as (answer: Acknowledgement<object>) => void) : undefined;
      const sent = acknowledge ? args.slice(0, -1) : args;
      const event = events.get(name);
      try {
        const answer = await carryOut(event, session, sent, requestId);
        acknowledge?.({ ok: true, ...answer });
      } catch (error) {
        const problem = toProblem(error);
        logRefusal(event, session, problem, requestId);
        acknowledge?.({ ok: false, problem: toDocument(problem, publicUrl, requestId) });
        if (problem.code === 'rate_limited' && (event?.rateClass ?? 'sockets') === 'sockets') session.end('flooding');
      } finally {
        pending -= 1;
      }
    };
  };

  async function carryOut(
    event: SocketEvent | undefined,
    session: Session,
    sent: readonly unknown[],
    requestId: string,
  ): Promise<object> {
    await countIn(event?.rateClass ?? 'sockets', session.accountId);
    const actor = await authenticator.identify(session.authorization);
    if (!event) throw new Problem('not_found', 'there is no such event');
    if (actor?.id !== session.accountId) throw new Problem('forbidden', 'the token is of somebody else');
    const roles = rolesOf(event.access);
    if (roles && !roles.some((role) => actor.roles.includes(role))) {
      throw new Problem('forbidden', `the event is for the role ${roles.join(' or ')}`);
    }
    const payload: unknown = receive(event, sent);
    return event.answer.parse(await event.handle({ actor, payload, session, requestId })) as object;
  }

  async function countIn(rateClass: SocketEvent['rateClass'], accountId: string): Promise<void> {
    const { isOver, limit, windowSeconds, resetMs } = await limits.count(rateClass, userKey(accountId));
    if (!isOver) return;
    throw new Problem(
      'rate_limited',
      `${limit} of the kind "${rateClass}" are allowed every ${windowSeconds} seconds`,
      {
        info: { retryAfterSeconds: Math.ceil(resetMs / 1_000) },
      },
    );
  }

  function logRefusal(event: SocketEvent | undefined, session: Session, problem: Problem, requestId: string): void {
    const level = problem.code === 'unavailable' ? 'warn' : problem.status >= 500 ? 'error' : 'info';
    log[level](
      {
        requestId,
        event: event?.name, // never a name that a client made up
        accountId: session.accountId,
        code: problem.code,
        ...(problem.status >= 500 && { err: problem.cause ?? problem }),
      },
      'an event of a socket was refused',
    );
  }
}

function receive({ payload }: SocketEvent, sent: readonly unknown[]): unknown {
  const errors: FieldError[] = [];
  if (sent.length !== 1) errors.push({ in: 'body', path: '', message: 'expected one object' });
  const value = sent.length === 1 ? check('body', payload, sent[0], errors) : undefined;
  if (errors.length === 0) checkCharacters('body', value, errors);
  refuse(errors);
  return value;
}
