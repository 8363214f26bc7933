import { ApplicationFailure } from '@temporalio/common';
import type { ModelMemory } from '#activities/llm/types.ts';
import type { StoredAction } from '#db/entities/chat-turn.entity.ts';
import type { StoredCall } from '#db/entities/chat-step.entity.ts';
import { mediaIdsOf } from '#db/media.ts';
import type { SqlReader } from '#db/transaction.ts';
import { mayAct } from '#domain/standing.ts';
import type { ChatRole, DraftKind, DraftStatus, TurnFailure } from '#domain/chat.ts';

/** A turn with whose it is. */
export interface Turn {
  id: string;
  seq: number;
  conversationId: string;
  accountId: string;
  role: ChatRole;
  /** The zone of the hours that a provider has set; null for everybody else. */
  ownTimezone: string | null;
  text: string | null;
  /** The ids of the images that came with it: its user's own. */
  media: string[];
  action: StoredAction | null;
}

/** One step of a turn. */
export interface Step {
  step: number;
  text: string;
  calls: StoredCall[];
  results: Record<string, unknown>;
  memory: ModelMemory | null;
}

/** A turn of before, as far as it was said. */
export interface Exchange {
  said: string | null;
  media: string[];
  action: StoredAction | null;
  answer: string | null;
}

/** A draft as the agent sees it. */
export interface Draft {
  id: string;
  kind: DraftKind;
  target: string | null;
  body: Record<string, unknown>;
  about: Record<string, unknown>;
  revision: number;
  status: DraftStatus;
}

const SAID = (author: 'user' | 'assistant'): string =>
  `(select m.text from chat_messages m where m.turn_id = t.id and m.author = '${author}')`;

const MEDIA = mediaIdsOf('message', `(select m.id from chat_messages m where m.turn_id = t.id and m.author = 'user')`);

/** Ends a turn whose account was suspended: nothing more is done in its name. */
export function suspended(): ApplicationFailure {
  return ApplicationFailure.nonRetryable('the account is suspended', 'suspended' satisfies TurnFailure);
}

/**
 * A turn that may go on; nothing when it went with its account. Every step of a turn begins with it, so that none is made
 * in the name of a suspended account: it throws then.
 */
export async function findTurn({ em }: SqlReader, turnId: string): Promise<Turn | undefined> {
  const [row]: (Turn & { accountStatus: string })[] = await em.execute(
    `select t.id, t.seq, t.conversation_id as "conversationId", t.account_id as "accountId", c.role, t.action, a.status as "accountStatus",
            (select p.timezone from providers p where p.account_id = t.account_id and c.role = 'provider') as "ownTimezone",
            ${SAID('user')} as text, ${MEDIA} as media
     from chat_turns t join conversations c on c.id = t.conversation_id join accounts a on a.id = t.account_id
     where t.id = ?`,
    [turnId],
  );
  if (!row) return undefined;
  const { accountStatus, ...turn } = row;
  if (!mayAct(accountStatus)) throw suspended();
  return turn;
}

/** The turns before one, oldest first, as many as a model is told of. */
export async function exchangesBefore(
  { em }: SqlReader,
  { conversationId, seq }: Pick<Turn, 'conversationId' | 'seq'>,
  limit: number,
): Promise<Exchange[]> {
  const rows: Exchange[] = await em.execute(
    `select ${SAID('user')} as said, ${MEDIA} as media, t.action, ${SAID('assistant')} as answer
     from chat_turns t where t.conversation_id = ? and t.seq < ? order by t.seq desc limit ?`,
    [conversationId, seq, limit],
  );
  return rows.toReversed();
}

/** The steps of a turn so far, in order. */
export async function stepsOf({ em }: SqlReader, turnId: string): Promise<Step[]> {
  return em.execute('select step, text, calls, results, memory from chat_steps where turn_id = ? order by step', [
    turnId,
  ]);
}

const DRAFT = 'select id, kind, target, body, about, revision, status from chat_drafts';

/** The drafts of a conversation that wait for its user. */
export async function openDrafts({ em }: SqlReader, conversationId: string): Promise<Draft[]> {
  return em.execute(`${DRAFT} where conversation_id = ? and status = 'open' order by created_at, id`, [conversationId]);
}

/** A draft of this conversation and of no other. */
export async function findDraft(
  { em }: SqlReader,
  { id, conversationId }: { id: string; conversationId: string },
): Promise<Draft | undefined> {
  const [row]: Draft[] = await em.execute(`${DRAFT} where id = ? and conversation_id = ?`, [id, conversationId]);
  return row;
}
