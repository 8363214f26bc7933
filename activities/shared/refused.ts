import { ApplicationFailure } from '@temporalio/common';
import type { RefusalCode } from '#domain/refusals.ts';

/** A refusal that Temporal does not retry and the sender of the command sees by its code. */
export function refused(code: RefusalCode, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code);
}
