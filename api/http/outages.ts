/** SQLSTATE classes and codes that say "not now": connection lost, shutting down, starting up, too many clients. */
const SQLSTATE_OUTAGE = /^(08...|57P0[1235]|53[034]00)$/;
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
/** pg and its pool report these without a code. */
const MESSAGE_OUTAGE =
  /^(timeout exceeded when trying to connect|query read timeout|connection terminated|client has encountered a connection error|cannot use a pool after calling end|failed to connect before the deadline)/i;
const GRPC_OUTAGE = new Set([4, 8, 14]); // DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE
const TEMPORAL_TIMEOUT = 'WorkflowUpdateRPCTimeoutOrCancelledError';
const MAX_DEPTH = 8;

/** True when an error, or anything that caused it, says that the database or Temporal cannot be reached just now. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return false;
  if (isOutageItself(error)) return true;
  if (error instanceof AggregateError && error.errors.some((each) => isOutage(each, depth + 1))) return true;
  return isOutage(error.cause, depth + 1);
}

function isOutageItself(error: Error & { code?: unknown; details?: unknown }): boolean {
  const { code } = error;
  if (typeof code === 'string') return SOCKET_OUTAGE.has(code) || SQLSTATE_OUTAGE.test(code);
  if (typeof code === 'number') return 'details' in error && GRPC_OUTAGE.has(code); // gRPC numbers its codes
  return error.name === TEMPORAL_TIMEOUT || MESSAGE_OUTAGE.test(error.message);
}
