import type { z } from 'zod';
import { rolesOf, type Access, type Actor } from '#api/http/access.ts';
import type { RateClass } from '#api/http/route.ts';
import { ROLES } from '#domain/accounts.ts';
import type { Session } from './session.ts';

/** Who may send an event. Everybody on a socket is signed in. */
export type SocketAccess = Extract<Access, 'signed-in' | { roles: unknown }>;

/** A checked event. */
export interface SocketCall<Payload extends z.ZodType> {
  /** As the account is now, not as it was when it connected. */
  readonly actor: Actor;
  readonly payload: z.output<Payload>;
  readonly session: Session;
  readonly requestId: string;
}

/** What a client may send over a socket, as data: like a route, it is all in one object. */
export interface SocketEventSpec<Payload extends z.ZodType, Answer extends z.ZodType> {
  readonly name: `${string}:${string}`;
  readonly access: SocketAccess;
  readonly rateClass: Exclude<RateClass, 'none'>;
  readonly payload: Payload;
  /** The acknowledgement; nothing leaves that is not in it. */
  readonly answer: Answer;
  readonly handle: (call: SocketCall<Payload>) => z.input<Answer> | Promise<z.input<Answer>>;
}

/** Any event, as the dispatcher sees it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a list of events holds every combination of schemas
export type SocketEvent = Readonly<SocketEventSpec<any, any>>;

/** Infers the types between an event's schemas and its handler, and freezes it. */
export function socketEvent<Payload extends z.ZodType, Answer extends z.ZodType>(
  spec: SocketEventSpec<Payload, Answer>,
): Readonly<SocketEventSpec<Payload, Answer>> {
  return Object.freeze(spec);
}

/** The events by their names, or ONE error that names everything that is wrong with the list: there is no default access. */
export function eventsByName(events: readonly SocketEvent[]): ReadonlyMap<string, SocketEvent> {
  const faults = events.flatMap((event) => faultsOf(event).map((fault) => `${event.name}: ${fault}`));
  for (const [name, same] of Map.groupBy(events, (event) => event.name)) {
    if (same.length > 1) faults.push(`${same.length} events have the name ${name}`);
  }
  if (faults.length > 0) {
    throw new Error(`These events cannot be taken:\n${faults.map((each) => `  - ${each}`).join('\n')}`);
  }
  return new Map(events.map((event) => [event.name, event]));
}

function faultsOf({ name, access, payload, answer, rateClass }: SocketEvent): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  must(/^[a-z]+:[a-z]+$/.test(name), 'has no name such as feed:resume');
  must(Boolean(payload) && Boolean(answer), 'has no schema for what comes or for what is answered');
  must(typeof rateClass === 'string', 'has no limit');
  const roles = typeof access === 'object' && access !== null ? rolesOf(access) : undefined;
  const areRoles = roles !== undefined && roles.length > 0 && roles.every((role) => ROLES.includes(role));
  must(access === 'signed-in' || areRoles, 'has no access');
  return faults;
}
