import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { refuse } from '#api/http/validation.ts';
import type { SendMessage } from '#contracts/chat.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction, sqlState } from '#db/transaction.ts';
import type { ChatRole } from '#domain/chat.ts';
import { CONVERSATION_WORKFLOW, conversationWorkflowId, turnAdded, turnCancelled } from '#workflows/chat/messages.ts';
import { findTask, type TaskRow } from './chat.queries.ts';

/** What was taken: the task is the turn. */
export interface Accepted {
  readonly taskId: string;
  readonly conversationId: string;
}

type ChatDeps = Pick<ApiDeps, 'orm'>;

const UNIQUE_VIOLATION = '23505';
const MESSAGES = 'd8b2a2f6-1c0e-4c8b-9f57-3c1f5a9f0e42';
const TITLE_LENGTH = 80;

/**
 * Takes what somebody says or decides: the message, its turn and the word to the conversation's workflow in one
 * transaction. Neither a worker nor Temporal is needed. A command that is given again is answered with its first turn.
 */
export async function sendMessage(
  { orm }: ChatDeps,
  { actor, commandId }: { readonly actor: Actor; readonly commandId: string },
  body: SendMessage,
): Promise<Accepted> {
  if (body.role === 'provider' && !actor.roles.includes('provider')) {
    throw new Problem('forbidden', 'to talk as a provider you need the role provider');
  }
  try {
    return await inTransaction(orm, (em) => writeTurn(em, actor.id, commandId, body));
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    const earlier = await findTask(orm, commandId);
    if (!earlier || earlier.accountId !== actor.id) throw error;
    return { taskId: earlier.id, conversationId: earlier.conversationId };
  }
}

async function writeTurn(em: EntityManager, accountId: string, turnId: string, body: SendMessage): Promise<Accepted> {
  const { message, action } = body;
  const conversationId = body.conversationId ?? (await begin(em, accountId, body));
  if (body.conversationId) await lock(em, accountId, conversationId, body.role);
  const [{ isDue }]: [{ isDue: boolean }] = await em.execute(ADD_TURN, [
    conversationId,
    message === undefined ? 0 : 1,
    turnId,
    conversationId,
    accountId,
    action === undefined ? null : JSON.stringify(action),
    uuidv5(turnId, MESSAGES),
    conversationId,
    turnId,
    message ?? null,
    message ?? null,
  ]);
  if (isDue) nudge(em, { accountId, conversationId, signal: { name: turnAdded.name, input: { turnId } } });
  return { taskId: turnId, conversationId };
}

/** A new conversation has nothing that runs; it counts as told long ago. */
async function begin(em: EntityManager, accountId: string, { role, message }: SendMessage): Promise<string> {
  const id = uuidv7();
  const title = message?.split('\n', 1)[0]?.slice(0, TITLE_LENGTH).toWellFormed() ?? null;
  await em.execute('insert into conversations (id, account_id, role, title) values (?, ?, ?, ?)', [
    id,
    accountId,
    role,
    title,
  ]);
  return id;
}

/** Whoever holds the row knows which turns are finished: they are finished under the same lock. */
async function lock(em: EntityManager, accountId: string, conversationId: string, role: ChatRole): Promise<void> {
  const [row]: { accountId: string; role: ChatRole }[] = await em.execute(
    `select account_id as "accountId", role from conversations where id = ? for update`,
    [conversationId],
  );
  if (!row) throw new Problem('not_found', 'there is no such conversation');
  if (row.accountId !== accountId) throw new Problem('not_yours', 'the conversation is of somebody else');
  if (row.role !== role) {
    refuse([{ in: 'body', path: '/role', message: `expected ${row.role}, as the conversation has it` }]);
  }
}

/**
 * Numbers the turn and its message. The workflow needs to be told only when nothing of the conversation waits or runs: after
 * every turn it looks for the next one itself. Should a run have been lost, the next message finds out.
 */
const ADD_TURN = `
  with due as (
    select c.id, not exists (select from chat_turns t where t.conversation_id = c.id and t.status in ('queued', 'running'))
                 or c.nudged_at < now() - interval '10 seconds' as "isDue"
    from conversations c where c.id = ?
  ), conversation as (
    update conversations c set last_turn = last_turn + 1, last_message = last_message + ?,
           nudged_at = case when due."isDue" then now() else nudged_at end
    from due where c.id = due.id
    returning c.id, c.last_turn, c.last_message, due."isDue"
  ), turn as (
    insert into chat_turns (id, conversation_id, account_id, seq, action)
    select ?, ?, ?, last_turn, ?::jsonb from conversation
  ), message as (
    insert into chat_messages (id, conversation_id, turn_id, seq, author, text)
    select ?, ?, ?, last_message, 'user', ? from conversation where ?::text is not null
  )
  select "isDue" from conversation`;

/**
 * Notes that the answer is not wanted any more and tells the workflow. What is finished meanwhile stays finished; what the
 * turn becomes, the workflow decides.
 */
export async function cancelTurn({ orm }: ChatDeps, { id: turnId, conversationId, accountId }: TaskRow): Promise<void> {
  await inTransaction(orm, async (em) => {
    const wished: { id: string }[] = await em.execute(
      `update chat_turns set cancel_requested_at = now()
       where id = ? and status in ('queued', 'running') and cancel_requested_at is null returning id`,
      [turnId],
    );
    if (wished.length === 0) return; // asked for before, or just over
    nudge(em, { accountId, conversationId, signal: { name: turnCancelled.name, input: { turnId } } });
  });
}

interface Nudge {
  readonly accountId: string;
  readonly conversationId: string;
  readonly signal: { name: string; input: object };
}

function nudge(em: EntityManager, { accountId, conversationId, signal }: Nudge): void {
  enqueueWorkflow(em, {
    workflowType: CONVERSATION_WORKFLOW,
    workflowId: conversationWorkflowId(conversationId),
    input: { conversationId },
    signal,
    attributes: { kind: 'chat', status: 'open', consumerId: accountId },
    summary: 'a conversation',
  });
}
