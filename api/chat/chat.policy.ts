import type { ApiDeps } from '#api/deps.ts';
import type { OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { findConversation, findTask, type ConversationWithDrafts, type TaskRow } from './chat.queries.ts';

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** Whose turn it is; operators have no business in conversations. */
    chatTaskOwner: TaskRow;
    /** Whose conversation it is. */
    conversationOwner: ConversationWithDrafts;
  }
}

/** Lets only the one through who has sent the message. */
export const chatTaskOwner: OwnershipRule<ApiDeps, TaskRow> = async ({ orm }, actor, { id = '' }) => {
  const task = await findTask(orm, id);
  if (!task) throw new Problem('not_found', 'there is no such task');
  if (task.accountId !== actor.id) throw new Problem('not_yours', 'the task is of somebody else');
  return task;
};

/** Lets only the one through who talks. */
export const conversationOwner: OwnershipRule<ApiDeps, ConversationWithDrafts> = async (
  { orm },
  actor,
  { id = '' },
) => {
  const conversation = await findConversation(orm, id);
  if (!conversation) throw new Problem('not_found', 'there is no such conversation');
  if (conversation.accountId !== actor.id) throw new Problem('not_yours', 'the conversation is of somebody else');
  return conversation;
};
