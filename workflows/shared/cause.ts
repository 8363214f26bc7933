import { ActivityFailure, ApplicationFailure } from '@temporalio/common';

/**
 * What an activity threw on purpose, if it did. A scheduled activity fails with it as the cause; a local one that was not
 * retried fails with it as it is.
 */
export function causeOf(failure: unknown): ApplicationFailure | undefined {
  const cause = failure instanceof ActivityFailure ? failure.cause : failure;
  return cause instanceof ApplicationFailure ? cause : undefined;
}

/** The kind of a failure without its message, which may quote what people wrote. */
export function reasonOf(failure: unknown): string {
  const below = failure instanceof ActivityFailure ? failure.cause : failure;
  return causeOf(failure)?.type ?? (below instanceof Error ? below.name : 'unknown');
}
