import { isGrpcServiceError } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '#platform/embedded/temporal.ts';
import { isOutage } from '#platform/outages.ts';

/** gRPC's status codes, by number. */
const STATUS = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;
/** The statuses of a Temporal that could not be reached, or could not write: the same start may be taken later. */
export const UNTAKEN: readonly (typeof STATUS)[number][] = [
  'DEADLINE_EXCEEDED',
  'RESOURCE_EXHAUSTED',
  'UNAVAILABLE',
  'UNKNOWN',
  'INTERNAL',
];

/** Whether a start failed because of Temporal and not because of what it asks for. */
export function isUntaken(error: unknown): boolean {
  return isOutage(error) || UNTAKEN.some((status) => reasonOf(error).endsWith(`: ${status}`));
}

/**
 * Why a row could not be carried out, as it is kept for operators: the name of the error, what the server answered, and
 * which of our search attributes it asks for. No other word of a message is kept: it may quote what people wrote.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const said = isGrpcServiceError(error) ? error : error.cause;
  if (!isGrpcServiceError(said)) {
    const { code } = error as { code?: unknown };
    return typeof code === 'string' ? `${error.name} (${code})` : error.name;
  }
  const status = `${error.name}: ${STATUS[said.code] ?? said.code}`;
  const attribute = Object.keys(SEARCH_ATTRIBUTES).find((name) => new RegExp(`\\b${name}\\b`).test(said.details));
  return attribute === undefined ? status : `${status}, the namespace has no search attribute ${attribute}`;
}
