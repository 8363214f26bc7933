import { mediaIdsOf } from '#db/media.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { DraftResult } from '#db/entities/chat-draft.entity.ts';
import type { ChatAuthor, ChatRole, DecisionOutcome, DraftKind, DraftStatus, TurnFailure } from '#domain/chat.ts';
import type { TurnStatus } from '#domain/lifecycles/turn.ts';
import { behind, type Position } from '#api/shared/keyset.ts';

/** A message as its row has it; instants as Postgres writes them. */
export interface MessageRow {
  id: string;
  taskId: string;
  seq: number;
  author: ChatAuthor;
  text: string;
  /** The ids of the images that came with it. */
  media: string[];
  isOffline: boolean;
  isDegraded: boolean;
  /** What the approval that it answers made or changed. */
  result: DraftResult | null;
  createdAt: string;
}

/** A draft as its row has it. */
export interface DraftRow {
  id: string;
  kind: DraftKind;
  revision: number;
  status: DraftStatus;
  target: string | null;
  body: Record<string, unknown>;
  about: Record<string, unknown>;
  result: DraftResult | null;
  updatedAt: string;
}

/** A turn with its answer, the drafts that are open in its conversation, and the one that it was about. */
export interface TaskRow {
  id: string;
  conversationId: string;
  accountId: string;
  role: ChatRole;
  status: TurnStatus;
  failure: TurnFailure | null;
  /** What came of the decision that the turn is about. */
  decision: DecisionOutcome | null;
  answer: MessageRow | null;
  drafts: DraftRow[];
  createdAt: string;
  finishedAt: string | null;
}

/** A conversation as its row has it. */
export interface ConversationRow {
  id: string;
  accountId: string;
  role: ChatRole;
  title: string | null;
  messageCount: number;
  createdAt: string;
}

/** The same with its open drafts. */
export interface ConversationWithDrafts extends ConversationRow {
  drafts: DraftRow[];
}

/**
 * What an approval has done, on the message that answers it. The answer is written in the transaction that closes the draft,
 * so the same moment tells it from an approval of the same draft that was refused.
 */
const resultOf = (alias: string): string =>
  `(select d.result from chat_turns a join chat_steps s on s.turn_id = a.id and s.step = 0
      join chat_drafts d on d.id = (a.action ->> 'draftId')::uuid and d.updated_at = s.created_at
    where a.id = ${alias}.turn_id and ${alias}.author = 'assistant')`;

const message = (alias: string): string =>
  `json_build_object('id', ${alias}.id, 'taskId', ${alias}.turn_id, 'seq', ${alias}.seq, 'author', ${alias}.author,
     'text', ${alias}.text, 'media', ${mediaIdsOf('message', `${alias}.id`)}, 'isOffline', ${alias}.is_offline, 'isDegraded', ${alias}.is_degraded,
     'result', ${resultOf(alias)}, 'createdAt', ${alias}.created_at)`;

const draftsOf = (conversationId: string, orAlso = 'false'): string =>
  `(select coalesce(json_agg(json_build_object('id', d.id, 'kind', d.kind, 'revision', d.revision, 'status', d.status,
      'target', d.target, 'body', d.body, 'about', d.about, 'result', d.result, 'updatedAt', d.updated_at)
      order by d.created_at, d.id), '[]')
    from chat_drafts d where d.conversation_id = ${conversationId} and (d.status = 'open' or ${orAlso}))`;

/** One task, whoever's it is. */
export async function findTask({ em }: SqlReader, id: string): Promise<TaskRow | undefined> {
  const [row]: TaskRow[] = await em.execute(
    `select t.id, t.conversation_id as "conversationId", t.account_id as "accountId", c.role, t.status, t.failure,
            t.action ->> 'outcome' as decision, t.created_at as "createdAt", t.finished_at as "finishedAt",
            (select ${message('m')} from chat_messages m where m.turn_id = t.id and m.author = 'assistant') as answer,
            ${draftsOf('t.conversation_id', `d.id = (t.action ->> 'draftId')::uuid`)} as drafts
     from chat_turns t join conversations c on c.id = t.conversation_id where t.id = ?`,
    [id],
  );
  return row;
}

/** Which of these turns are over. */
export async function finishedAmong({ em }: SqlReader, turnIds: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await em.execute(
    `select id from chat_turns where id = any(?::uuid[]) and status in ('succeeded', 'failed')`,
    [`{${turnIds.join()}}`],
  );
  return rows.map(({ id }) => id);
}

const CONVERSATION = `select c.id, c.account_id as "accountId", c.role, c.title, c.last_message as "messageCount",
  c.created_at as "createdAt"`;

/** One conversation with its open drafts, whoever's it is. */
export async function findConversation({ em }: SqlReader, id: string): Promise<ConversationWithDrafts | undefined> {
  const [row]: ConversationWithDrafts[] = await em.execute(
    `${CONVERSATION}, ${draftsOf('c.id')} as drafts from conversations c where c.id = ?`,
    [id],
  );
  return row;
}

/** One page of somebody's conversations and the row behind it, newest first. */
export async function listConversations(
  { em }: SqlReader,
  { accountId, after, limit }: { accountId: string; after: Position | undefined; limit: number },
): Promise<ConversationRow[]> {
  const { sql, params } = behind('c', after);
  return em.execute(
    `${CONVERSATION} from conversations c where c.account_id = ? ${sql} order by c.created_at desc, c.id desc limit ?`,
    [accountId, ...params, limit + 1],
  );
}

/** One page of a conversation and the row behind it, newest first. */
export async function listMessages(
  { em }: SqlReader,
  { conversationId, before, limit }: { conversationId: string; before: number | undefined; limit: number },
): Promise<MessageRow[]> {
  return em.execute(
    `select m.id, turn_id as "taskId", seq, author, text, ${mediaIdsOf('message', 'm.id')} as media, is_offline as "isOffline", is_degraded as "isDegraded",
            ${resultOf('m')} as result, created_at as "createdAt"
     from chat_messages m where conversation_id = ? and seq < ? order by seq desc limit ?`,
    [conversationId, before ?? 2_147_483_647, limit + 1],
  );
}
