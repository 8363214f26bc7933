/**
 * SQLSTATEs that can go away while nothing that was written changes: connection, transactions that a failover or a time-out
 * ended, authentication, a missing database, serialization, resources, locks, operator intervention and I/O errors.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATE_OUTAGE = /^(08...|25006|25P0[34]|28...|3D...|40...|53...|55...|57...|58...)$/;
/** Every SQLSTATE that Postgres sends has a digit; `EPIPE` has none. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;
const SOCKET_OUTAGE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
/** pg, its pool and Kysely report these without a code: a database that is not reached, or a process that is stopping. */
const MESSAGE_OUTAGE =
  /^(timeout exceeded when trying to connect|timeout expired|query read timeout|the pool is closing|driver has already been destroyed|connection terminated|client has encountered a connection error|client was closed|cannot use a pool after calling end|failed to connect before the deadline)/i;
const GRPC_OUTAGE = new Set([4, 8, 14]); // DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE
/** Temporal did not answer in time; another writer of the same row was faster, each time it was tried. */
const PASSING_NAMES = new Set(['WorkflowUpdateRPCTimeoutOrCancelledError', 'OptimisticLockError']);
const MAX_DEPTH = 8;

/** True when an error, or anything that caused it, says that the database or Temporal cannot serve just now. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return false;
  if (isOutageItself(error)) return true;
  if (error instanceof AggregateError && error.errors.some((each) => isOutage(each, depth + 1))) return true;
  return isOutage(error.cause, depth + 1);
}

/** The SQLSTATE that an error, or anything that caused it, carries. */
export function sqlStateOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && SQLSTATE.test(code) ? code : sqlStateOf(error.cause, depth + 1);
}

function isOutageItself(error: Error & { code?: unknown; details?: unknown }): boolean {
  const { code } = error;
  if (typeof code === 'string') return SOCKET_OUTAGE.has(code) || SQLSTATE_OUTAGE.test(code);
  if (typeof code === 'number') return 'details' in error && GRPC_OUTAGE.has(code); // gRPC numbers its codes
  return PASSING_NAMES.has(error.name) || MESSAGE_OUTAGE.test(error.message);
}
