import { patched } from '@temporalio/workflow';
import type { RefusalCode } from '#domain/refusals.ts';
import { causeOf } from './cause.ts';
import { isFault } from './faults.ts';

/** Refusals that are about what was asked, whatever state the aggregate is in. */
const ABOUT_THE_WISH: readonly RefusalCode[] = [
  'slot_taken',
  'slot_not_offered',
  'slot_not_free',
  'own_request',
  'request_on_hold',
  'provider_unavailable',
  'not_a_lead',
  'service_mismatch',
  'outside_window',
  'cancellation_blocked',
  'enrollment_incomplete',
  'already_provider',
  'quota_reached',
  'quota_used_up',
];

/** True when an activity refused because the aggregate stands elsewhere than its workflow thought. */
export function isOutOfDate(failure: unknown): boolean {
  const cause = causeOf(failure);
  return cause !== undefined && !isFault(failure) && !ABOUT_THE_WISH.some((code) => code === cause.type);
}

/**
 * True when a command failed in a way that makes Postgres know better: it was refused for the state, or broken off by a fault
 * after which nobody knows what was committed. Runs of 0.1 went on with what they knew; the condition can go with them, in 0.3.
 */
export function mustReload(failure: unknown): boolean {
  return isFault(failure) || (isOutOfDate(failure) && patched('reload-after-refusal'));
}
