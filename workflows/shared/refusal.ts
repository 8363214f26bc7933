import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { RefusalCode } from '#domain/refusals.ts';

/** A refusal that reaches the sender of a command with its stable code; no fault, and never retried. */
export function refusal(code: RefusalCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: code,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
  });
}
