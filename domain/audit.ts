import { PARTIES } from './lifecycles/transitions.ts';

/** As what somebody acted. `anonymous` has no token; `system` is Proxie itself, or whoever runs it on its own machine. */
export const AUDIT_SIDES = [...PARTIES, 'anonymous', 'system'] as const;
export type AuditSide = (typeof AUDIT_SIDES)[number];

/** `failed`: the caller got a 5xx, so whether anything was done is not known from the answer alone. */
export const AUDIT_OUTCOMES = ['succeeded', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];
