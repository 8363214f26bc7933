import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { RefusalCode } from '#domain/refusals.ts';

/** A refusal that Temporal neither retries nor reports as a fault; the sender of the command sees it by its code. */
export function refused(code: RefusalCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: code,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
  });
}
