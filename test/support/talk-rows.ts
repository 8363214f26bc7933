import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChatDraft } from '#db/entities/chat-draft.entity.ts';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { ChatStep } from '#db/entities/chat-step.entity.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { Conversation } from '#db/entities/conversation.entity.ts';

/** A conversation of somebody with a turn that runs, a message, a step and an open draft; answers the ids that paths name. */
export async function insertTalk(
  em: EntityManager,
  account: string,
): Promise<{ readonly conversation: string; readonly chat_task: string }> {
  const [conversation, turn] = [randomUUID(), randomUUID()];
  await em.insert(Conversation, {
    id: conversation,
    account,
    role: 'consumer',
    title: 'x',
    lastMessage: 1,
    lastTurn: 1,
  });
  await em.insert(ChatTurn, { id: turn, conversation, account, seq: 1, status: 'running' });
  await em.insert(ChatMessage, { id: randomUUID(), conversation, turn, seq: 1, author: 'assistant', text: 'x' });
  await em.insert(ChatStep, { turn, step: 1, text: 'x' });
  await em.insert(ChatDraft, { id: randomUUID(), conversation, kind: 'create_service_request', body: {} });
  return { conversation, chat_task: turn };
}
