import type { z } from 'zod';
import type { ChatDraft, ChatMessage, ChatTask, Conversation } from '#contracts/chat.ts';
import { toInstant } from '#contracts/common.ts';
import { allowedCommands, type Party } from '#domain/lifecycles/transitions.ts';
import { TURN_LIFECYCLE } from '#domain/lifecycles/turn.ts';
import { missingIn } from '#domain/drafts.ts';
import type { ConversationRow, DraftRow, MessageRow, TaskRow } from './chat.queries.ts';

const instant = (written: string): string => toInstant(new Date(written));

/** The side on which somebody talks. */
export const talkerSide = ({ role }: Pick<TaskRow, 'role'>): Party => (role === 'provider' ? 'provider' : 'consumer');

/** A message as whoever talks sees it. */
export function toMessage(row: MessageRow): z.input<typeof ChatMessage> {
  return { ...row, createdAt: instant(row.createdAt) };
}

/** A draft with what it still needs before it can be approved. */
export function toDraft(row: DraftRow): z.input<typeof ChatDraft> {
  return { ...row, missing: missingIn(row.kind, row.body), updatedAt: instant(row.updatedAt) };
}

/** A turn as the task that its user polls. */
export function toTask(row: TaskRow): z.input<typeof ChatTask> {
  const { id, conversationId, status, failure, decision, answer, drafts, createdAt, finishedAt } = row;
  return {
    id,
    conversationId,
    status,
    failure,
    decision,
    answer: answer && toMessage(answer),
    drafts: drafts.map(toDraft),
    allowedActions: allowedCommands(TURN_LIFECYCLE, status, talkerSide(row), {}).filter((each) => each === 'cancel'),
    createdAt: instant(createdAt),
    finishedAt: finishedAt === null ? null : instant(finishedAt),
  };
}

/** A conversation without its drafts. */
export function toConversation(row: ConversationRow): z.input<typeof Conversation> {
  const { id, role, title, messageCount, createdAt } = row;
  return { id, role, title, messageCount, createdAt: instant(createdAt) };
}
