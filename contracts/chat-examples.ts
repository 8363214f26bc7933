/** One conversation, told by the examples of the document. */
const CONVERSATION = '01970e61-2b3c-7d4e-8f50-61728394a5b6';
const TASK = '01970e61-2b40-7a1b-9c2d-3e4f50617283';
const DRAFT = '01970e61-4c5d-7e6f-8a7b-8c9d0e1f2a3b';
const TEXT = 'I need a haircut, curly hair, Brooklyn, this weekend, $60-80';

/** What begins it. */
export const SEND_MESSAGE_EXAMPLE = { role: 'consumer', message: TEXT };

/** The decision about the draft that came of it. */
export const CHAT_ACTION_EXAMPLE = { type: 'approve', draftId: DRAFT, revision: 1 };

export const SLOT_EXAMPLE = { start: '2026-03-03T09:00:00.000Z', end: '2026-03-03T10:00:00.000Z' };

/** The budget is raised; the rest stays. */
export const DRAFT_CHANGES_EXAMPLE = { budget: { min: 6000, max: 9000, currency: 'USD' } };

/** The answer to either. */
export const CHAT_ACCEPTED_EXAMPLE = { taskId: TASK, conversationId: CONVERSATION };

/** The conversation after its first answer. */
export const CONVERSATION_EXAMPLE = {
  id: CONVERSATION,
  role: 'consumer',
  title: 'I need a haircut, curly hair, Brooklyn, this weekend, $60-80',
  messageCount: 2,
  createdAt: '2026-03-01T11:58:00.000Z',
};

/** Its first answer. */
export const CHAT_MESSAGE_EXAMPLE = {
  id: '01970e61-2b41-7c2d-8e3f-405162738495',
  taskId: TASK,
  seq: 2,
  author: 'assistant',
  text: 'I have prepared your request: a haircut in Brooklyn, New York, for $60.00 to $80.00. Approve it, and providers hear of it.',
  media: [],
  isOffline: false,
  isDegraded: false,
  result: null,
  createdAt: '2026-03-01T11:58:02.000Z',
};

/** The draft that waits for the decision. */
export const CHAT_DRAFT_EXAMPLE = {
  id: DRAFT,
  kind: 'create_service_request',
  revision: 1,
  status: 'open',
  target: null,
  body: {
    category: 'hair_beauty',
    serviceType: 'haircut',
    location: { city: 'New York', neighborhood: 'Brooklyn' },
    budget: { min: 6000, max: 8000, currency: 'USD' },
  },
  about: {},
  missing: [],
  result: null,
  updatedAt: '2026-03-01T11:58:02.000Z',
};

/** The first turn, when it is over. */
export const CHAT_TASK_EXAMPLE = {
  id: TASK,
  conversationId: CONVERSATION,
  status: 'succeeded',
  failure: null,
  decision: null,
  answer: CHAT_MESSAGE_EXAMPLE,
  drafts: [CHAT_DRAFT_EXAMPLE],
  allowedActions: [],
  createdAt: '2026-03-01T11:58:00.000Z',
  finishedAt: '2026-03-01T11:58:02.000Z',
};

/** A task that its user has just cancelled. */
export const CANCELLED_TASK_EXAMPLE = {
  ...CHAT_TASK_EXAMPLE,
  status: 'running',
  answer: null,
  drafts: [],
  finishedAt: null,
};
