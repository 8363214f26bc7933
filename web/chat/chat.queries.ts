import type { Api } from '#web/api/client.ts';
import { one, pages } from '#web/api/queries.ts';

const PAGE_SIZE = 30;

/** Own conversations, newest first. */
export const conversationsQuery = (api: Api) => pages(api, '/v1/chat/conversations', { query: { limit: PAGE_SIZE } });

/** A conversation with the drafts that wait. */
export const conversationQuery = (api: Api, id: string) => one(api, '/v1/chat/conversations/{id}', { path: { id } });

/** What was said, newest first. */
export const messagesQuery = (api: Api, id: string) =>
  pages(api, '/v1/chat/conversations/{id}/messages', { path: { id }, query: { limit: PAGE_SIZE } });

/** What becomes of a message or a decision. */
export const taskQuery = (api: Api, id: string) => one(api, '/v1/chat/tasks/{id}', { path: { id } });
