import type { FieldError, ProblemCode } from './problem.ts';

/** One call of an operation of the API in somebody's name, without HTTP. */
export interface UseCaseCall {
  /** In whose name, and with whose rights as they are now. */
  readonly accountId: string;
  readonly operationId: string;
  /** As they would stand in the path and the query. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  /** Names what the call does: given again, it has one effect. */
  readonly commandId?: string | undefined;
}

/** A refusal in the API's own words. */
export interface Refused {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[] | undefined;
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

/** What the operation answered: its body, or why not. */
export type UseCaseAnswer =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly problem: Refused };

/** The API's operations for whoever acts under a person's authority. Throws only what may go better the next time. */
export interface UseCases {
  invoke(call: UseCaseCall): Promise<UseCaseAnswer>;
}
