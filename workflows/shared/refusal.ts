import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { RefusalCode } from '#domain/refusals.ts';

/** What a refusal tells beside its words: ids, numbers and instants, never a text of somebody. */
export type RefusalInfo = Readonly<Record<string, string | number>>;

/** A refusal that reaches the sender of a command with its stable code and what it tells beside; no fault, never retried. */
export function refusal(code: RefusalCode, message: string, info?: RefusalInfo): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: code,
    ...(info && { details: [info] }),
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
  });
}
