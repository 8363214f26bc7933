/** Why a command can be refused, with the same code in workflows, activities and HTTP problems. */
export const REFUSAL_CODES = [
  'invalid_transition',
  'request_closed',
  'offer_closed',
  'offer_already_open',
  'stale_revision',
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
  'review_closed',
  'enrollment_incomplete',
  'already_provider',
  'quota_reached',
  'quota_used_up',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];
