import type { ProblemCode } from '#contracts/problem.ts';
import type { components } from './schema.ts';

type Problem = components['schemas']['Problem'];
export type FieldError = components['schemas']['FieldError'];

/** An answer that is no success, whatever its code. `code` is `unreadable` where something else than the API answered. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode | 'unreadable';
  readonly status: number;
  /** What happened this time, in a sentence for people. */
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly info: Readonly<Record<string, unknown>>;
  /** What people quote when they report it; the log has the request under it. */
  readonly requestId: string | undefined;

  constructor(problem: Pick<Problem, 'code' | 'status' | 'detail'> & Partial<Problem>, requestId?: string) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.info = problem.info ?? {};
    this.requestId = requestId;
  }

  /** Messages by the path of a form (`timing.preferredDates.0`), as Mantine's `setErrors` takes them. */
  get formErrors(): Record<string, string> {
    const inBody = this.errors.filter((each) => each.in === 'body');
    return Object.fromEntries(inBody.map(({ path, message }) => [formPathOf(path), message]));
  }
}

/** The API could not be reached. What was asked for may have happened all the same. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
}

/** True when the API has decided: nothing of the call is under way, so that the next one is another call. */
export function isDecided(error: unknown): error is ProblemError {
  if (!(error instanceof ProblemError) || error.status >= 500) return false;
  return error.code !== 'idempotency_in_flight' && error.status !== 401 && error.status !== 429;
}

/** True for a problem with one of these codes. */
export function isProblem(error: unknown, ...codes: readonly ProblemCode[]): error is ProblemError {
  return error instanceof ProblemError && codes.some((code) => code === error.code);
}

/** `/timing/preferredDates/0` is `timing.preferredDates.0` in a form. */
export function formPathOf(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}

/** Reads an answer that is no success. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblemDocument(body)) return new ProblemError(body, requestId);
  const detail = `the server gave an answer that cannot be read (${response.status})`;
  return new ProblemError({ code: 'unreadable' as ProblemCode, status: response.status, detail }, requestId);
}

function isProblemDocument(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'detail' in body;
}
