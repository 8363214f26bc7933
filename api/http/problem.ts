import { PROBLEMS, type FieldError, type ProblemCode, type ProblemDocument } from '#contracts/problem.ts';
import { isOutage } from '#platform/outages.ts';
import { QueueFull } from '#platform/work-queue.ts';

/** The media type of every answer that is not a success. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Seconds after which trying again is worth it when something is down. */
export const RETRY_AFTER_SECONDS = 2;

interface ProblemOptions extends ErrorOptions {
  readonly errors?: readonly FieldError[];
  /** Further facts for the caller, such as the present revision. */
  readonly info?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The only error that is thrown on purpose: a refusal the caller is told about. Anything else is a logged 500. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly FieldError[] | undefined;
  readonly info: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** `detail` says what happened this time; it goes to the caller, so it never quotes anything private. */
  constructor(code: ProblemCode, detail: string, { errors, info, headers = {}, ...options }: ProblemOptions = {}) {
    super(detail, options);
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.errors = errors;
    this.info = info;
    this.headers = headers;
  }
}

/** Turns whatever was thrown into what the caller is told; never lets anything of an unexpected error through. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof QueueFull) return unavailable('too many such calls wait already; try again in a moment', error);
  if (isOutage(error)) return unavailable('a service behind the API cannot be reached', error);
  return new Problem('internal', 'the request met a mistake in Proxie; it has been logged', { cause: error });
}

/** A 503 that says when to try again. */
export function unavailable(detail: string, cause?: unknown): Problem {
  return new Problem('unavailable', detail, { cause, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } });
}

/** The absolute address of the page that explains a code. */
export function problemType(publicUrl: string, code: ProblemCode): string {
  return `${publicUrl}/problems/${code}`;
}

/** The body of the answer. */
export function toDocument(problem: Problem, publicUrl: string, requestId: string): ProblemDocument {
  return {
    type: problemType(publicUrl, problem.code),
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    detail: problem.message,
    instance: `urn:proxie:request:${requestId}`,
    code: problem.code,
    ...(problem.errors && { errors: [...problem.errors] }),
    ...(problem.info && { info: problem.info }),
  };
}
