import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { ChatMessagePage, ConversationDetails, ConversationPage } from '#contracts/chat.ts';
import { ConversationId } from '#contracts/ids.ts';
import { PageQuery } from '#contracts/page.ts';
import { toConversation, toDraft, toMessage } from './chat.presenter.ts';
import { listConversations, listMessages } from './chat.queries.ts';

const common = { tags: ['chat'], rateClass: 'other', idempotency: 'none', method: 'get' } as const;
const ofOwner = {
  ...common,
  access: { owner: 'conversationOwner' },
  params: z.strictObject({ id: ConversationId }),
} as const;
const MessagePosition = z.int().positive();

/** What somebody has talked about with the agent. Nobody else reads it, operators neither. */
export function conversationRoutes({ orm, cursorsOf }: Pick<ApiDeps, 'orm' | 'cursorsOf'>): Route[] {
  const cursors = cursorsOf('listConversations', Position);
  const messageCursors = cursorsOf('listChatMessages', MessagePosition);
  return [
    route({
      ...common,
      operationId: 'listConversations',
      summary: 'List your conversations',
      description: 'The conversations of the caller and nobody else, newest first.',
      path: '/v1/chat/conversations',
      access: 'signed-in',
      query: PageQuery,
      success: { status: 200, schema: ConversationPage },
      problems: [],
      async handle({ actor, query: { limit, cursor } }) {
        const rows = await listConversations(orm, { accountId: actor.id, after: cursors.open(cursor), limit });
        return toPage(rows, limit, cursors, positionOf, toConversation);
      },
    }),
    route({
      ...ofOwner,
      operationId: 'getConversation',
      summary: 'Read a conversation',
      description: 'With the drafts that wait for a decision.',
      path: '/v1/chat/conversations/:id',
      success: { status: 200, schema: ConversationDetails },
      problems: [],
      handle: ({ resource }) => ({ ...toConversation(resource), drafts: resource.drafts.map(toDraft) }),
    }),
    route({
      ...ofOwner,
      operationId: 'listChatMessages',
      summary: 'Read what was said',
      description: 'The messages of a conversation, newest first.',
      path: '/v1/chat/conversations/:id/messages',
      query: PageQuery,
      success: { status: 200, schema: ChatMessagePage },
      problems: [],
      async handle({ resource, query: { limit, cursor } }) {
        const before = messageCursors.open(cursor);
        const rows = await listMessages(orm, { conversationId: resource.id, before, limit });
        return toPage(rows, limit, messageCursors, ({ seq }) => seq, toMessage);
      },
    }),
  ];
}
