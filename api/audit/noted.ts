import { rolesOf, ownerRuleOf } from '#api/http/access.ts';
import type { Route } from '#api/http/route.ts';
import type { AuditSide } from '#domain/audit.ts';

/** What makes the calls of a route worth an entry: they open accounts, they change something, or an operator may read by them. */
export type AuditKind = 'entrance' | 'change' | 'operator_read' | 'page_read' | 'shared_read';

/**
 * How an outcome is noted: always; as the effect of its command unless that stands already, and then only as a repeated
 * answer; only as long as there are not too many; or not at all.
 */
export type Noting = 'always' | 'once' | 'budgeted' | 'never';

/** Public calls that open nothing: they go on with a login or end it, and anybody may send them without end. */
const UNNOTED = new Set(['refreshSession', 'logOut']);

/** Refusals that anybody can provoke without end and that say nothing of what was tried: the access log has them. */
const NOISE = new Set([400, 401, 405, 413, 415, 429]);

/** The kind of a route; nothing for those that are never noted, which are reads that no operator makes of others' things. */
export function auditKindOf(route: Route): AuditKind | undefined {
  const { access, foreignPage, method, operationId, safe } = route;
  if (method !== 'get' && !safe) {
    if (access !== 'public') return 'change';
    return UNNOTED.has(operationId) ? undefined : 'entrance';
  }
  if (foreignPage) return 'page_read';
  if (rolesOf(access)?.every((role) => role === 'admin')) return 'operator_read';
  return ownerRuleOf(access) === undefined ? undefined : 'shared_read';
}

/** What is known of a call when it is decided whether it is noted. */
export interface CallOutcome {
  readonly side: AuditSide;
  readonly isSignedIn: boolean;
  readonly status: number;
  readonly isReplay: boolean;
}

/**
 * Every effect and every look of an operator at what is somebody else's is noted. A success that is given again stands for
 * an effect whose entry may be missing. Refusals, outages and repeated answers are noted within a budget: they change
 * nothing, and whoever provokes them must not fill the disk.
 */
export function notingOf(kind: AuditKind, { side, isSignedIn, status, isReplay }: CallOutcome): Noting {
  const succeeded = status < 400;
  switch (kind) {
    case 'entrance':
      if (succeeded) return 'always';
      return status === 401 || (status < 500 && !NOISE.has(status)) ? 'budgeted' : 'never'; // a 401 is a failed login
    case 'change':
      if (!isSignedIn || NOISE.has(status)) return 'never';
      if (!succeeded) return 'budgeted';
      return isReplay ? 'once' : 'always';
    case 'operator_read':
      if (!isSignedIn || NOISE.has(status)) return 'never';
      return succeeded ? 'always' : 'budgeted';
    case 'page_read': // for one look of a person a page asks many times
      return isSignedIn && !NOISE.has(status) ? 'budgeted' : 'never';
    case 'shared_read':
      return succeeded && side === 'admin' ? 'always' : 'never';
  }
}
