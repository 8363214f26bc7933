import type { SliceFixtures } from '#web/kit/fixtures.ts';

const CONVERSATION_ID = '01970e61-2b3c-7d4e-8f50-61728394a5b6';
const NOTHING = { body: { items: [], nextCursor: null } } as const;

const DRAFT = {
  id: '01970e61-4c5d-7e6f-8a7b-8c9d0e1f2a3b',
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
const CONVERSATION = {
  id: CONVERSATION_ID,
  role: 'consumer',
  title: 'I need a haircut, curly hair, Brooklyn, this weekend, $60-80',
  messageCount: 2,
  createdAt: '2026-03-01T11:58:00.000Z',
  drafts: [DRAFT],
};
/** The approval of the first revision came behind the second. */
const TOO_LATE = {
  id: '01970e61-2b40-7a1b-9c2d-3e4f50617283',
  conversationId: CONVERSATION_ID,
  status: 'succeeded',
  failure: null,
  decision: 'stale',
  answer: null,
  drafts: [{ ...DRAFT, revision: 2, body: { ...DRAFT.body, budget: { min: 6000, max: 9000, currency: 'USD' } } }],
  allowedActions: [],
  createdAt: '2026-03-01T11:59:00.000Z',
  finishedAt: '2026-03-01T11:59:01.000Z',
};
const conversation = { getConversation: { body: CONVERSATION } } as const;

/** Talking with the agent. */
export const fixtures: SliceFixtures = {
  newChat: {
    as: 'consumer',
    states: {
      ready: { shows: 'Say it in your own words' },
      loading: { answers: { listConversations: 'never' }, shows: 'What do you need?' },
      empty: { answers: { listConversations: NOTHING }, shows: 'What do you need?' },
      error: {
        answers: { sendMessage: { problem: 'quota_used_up' } },
        acts: [{ fill: 'Message', with: 'A haircut in Brooklyn' }, { click: 'Send' }],
        shows: 'Not sent.',
      },
      offline: { never: 'it needs nothing of the server; a message waits in the outbox, whose tests show that' },
      conflict: { never: 'nothing is there yet that could have changed' },
    },
  },
  chat: {
    as: 'consumer',
    params: { conversationId: CONVERSATION_ID },
    states: {
      ready: { answers: conversation, shows: 'Send to providers' },
      loading: { answers: { ...conversation, listChatMessages: 'never' }, shows: 'I need a haircut' },
      empty: { never: 'a conversation begins with its first message' },
      error: {
        answers: { ...conversation, listChatMessages: { problem: 'internal' } },
        shows: 'This conversation: the server has a problem',
      },
      offline: { answers: { ...conversation, listChatMessages: 'offline' }, shows: 'the server cannot be reached' },
      conflict: {
        answers: { ...conversation, getChatTask: { body: TOO_LATE } },
        acts: [{ click: 'Send to providers' }],
        shows: 'It had changed before you decided',
      },
    },
  },
};
