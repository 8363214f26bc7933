import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { FAULT } from '#domain/faults.ts';
import type { RefusalCode } from '#domain/refusals.ts';

/** Refusals that are about what was asked, whatever state the aggregate is in. */
const ABOUT_THE_WISH: readonly RefusalCode[] = [
  'slot_taken',
  'slot_not_offered',
  'slot_not_free',
  'own_request',
  'provider_unavailable',
  'not_a_lead',
  'service_mismatch',
  'cancellation_blocked',
  'enrollment_incomplete',
  'already_provider',
];

/** True when an activity refused because the aggregate stands elsewhere than its workflow thought. */
export function isOutOfDate(failure: unknown): boolean {
  const cause = failure instanceof ActivityFailure ? failure.cause : undefined;
  return (
    cause instanceof ApplicationFailure && !(cause.type === FAULT || ABOUT_THE_WISH.some((code) => code === cause.type))
  );
}
