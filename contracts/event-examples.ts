/** What the document shows of a feed. */
const REQUEST = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';
const OFFER = '01970e40-6a6f-7d2b-8e3c-4a5f6b7c8d9e';

export const EVENT_EXAMPLE = {
  seq: 17,
  type: 'offer:new' as const,
  payload: { offerId: OFFER, requestId: REQUEST, status: 'pending' as const },
  at: '2026-03-01T11:05:00.000Z',
};

export const STREAM_EXAMPLE = {
  kind: 'text' as const,
  conversationId: '01970e50-1b2c-7d3e-9f40-5a6b7c8d9e0f',
  turnId: '01970e51-2c3d-7e4f-8a51-6b7c8d9e0f1a',
  attempt: 1,
  offset: 0,
  text: 'There are two offers',
};

export const NOTIFICATION_EXAMPLE = {
  seq: EVENT_EXAMPLE.seq,
  type: EVENT_EXAMPLE.type,
  text: 'A new offer has come in.',
  payload: EVENT_EXAMPLE.payload,
  at: EVENT_EXAMPLE.at,
  side: 'consumer' as const,
  isRead: false,
};
