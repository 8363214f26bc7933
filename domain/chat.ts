/** What somebody talks about; it decides which tools the agent has. */
export const CHAT_ROLES = ['consumer', 'provider', 'enrollment'] as const;
export type ChatRole = (typeof CHAT_ROLES)[number];

/** Who wrote a message. */
export const CHAT_AUTHORS = ['user', 'assistant'] as const;
export type ChatAuthor = (typeof CHAT_AUTHORS)[number];

/** What the agent can prepare; each is carried out only when the user approves exactly that draft. */
export const DRAFT_KINDS = [
  'create_service_request',
  'update_request_details',
  'accept_offer',
  'cancel_request',
  'submit_offer',
  'submit_review',
  'update_enrollment',
  'submit_enrollment',
  'update_availability',
] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

export const DRAFT_STATUSES = ['open', 'approved', 'cancelled'] as const;
export type DraftStatus = (typeof DRAFT_STATUSES)[number];

/** What the user can do with a draft. */
export const DRAFT_ACTIONS = ['approve', 'edit', 'cancel'] as const;
export type DraftAction = (typeof DRAFT_ACTIONS)[number];

/** What came of it: it was carried out, it was refused, or the draft was not what the user had seen any more. */
export const DECISION_OUTCOMES = ['done', 'refused', 'stale'] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

/** Why a turn has no answer. */
export const TURN_FAILURES = ['cancelled', 'model_failed', 'budget_exhausted', 'unavailable', 'suspended'] as const;
export type TurnFailure = (typeof TURN_FAILURES)[number];

/** How often the agent may think before it has to answer. */
export const MAX_STEPS = 5;
/** How many tools the agent may use in one turn. */
export const MAX_TOOL_CALLS = 8;
