/** The runs that can be late, by the aggregate that they own. */
export const RUN_KINDS = ['request', 'booking', 'enrollment', 'chat'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** What a late run should have done by itself. */
export const OVERDUE_EVENTS = [
  'to_start',
  'to_expire',
  'to_expire_offer',
  'to_complete',
  'to_check',
  'to_answer',
] as const;
export type OverdueEvent = (typeof OVERDUE_EVENTS)[number];
