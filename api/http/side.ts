import type { FieldError } from '#contracts/problem.ts';
import type { Route } from './route.ts';

/** The side on which an ownership rule has found the caller, if what the rule loads says so. */
export function sideOf(resource: unknown): unknown {
  return typeof resource === 'object' && resource !== null && 'side' in resource ? resource.side : undefined;
}

/**
 * Adds an error when an operator is about to change what is somebody else's without saying why. It stands here and not in
 * the routes, so that no command can be forgotten: whatever a rule lets an operator do as `admin` needs a `reason`.
 */
export function requireReason(route: Route, resource: unknown, body: unknown, errors: FieldError[]): void {
  if (route.method === 'get' || sideOf(resource) !== 'admin' || reasonOf(body) !== undefined) return;
  errors.push({ in: 'body', path: '/reason', message: 'expected the reason for which an operator steps in' });
}

/** The reason that a checked body gives. */
export function reasonOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('reason' in body)) return undefined;
  return typeof body.reason === 'string' && body.reason !== '' ? body.reason : undefined;
}
