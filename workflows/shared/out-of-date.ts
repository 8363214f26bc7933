import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { RefusalCode } from '#domain/refusals.ts';

const STATE_CODES: readonly RefusalCode[] = ['invalid_transition', 'request_closed', 'offer_closed'];

/** True when an activity refused because the aggregate stands elsewhere than its workflow thought. */
export function isOutOfDate(failure: unknown): boolean {
  const cause = failure instanceof ActivityFailure ? failure.cause : undefined;
  return cause instanceof ApplicationFailure && STATE_CODES.some((code) => code === cause.type);
}
