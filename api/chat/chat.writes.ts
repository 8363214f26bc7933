import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { refuse } from '#api/http/validation.ts';
import { requireRoom, rulesOf } from '#api/shared/require-room.ts';
import { roomSql } from '#db/quotas.ts';
import { requireOwnMedia } from '#api/media/own-media.ts';
import type { SendMessage } from '#contracts/chat.ts';
import { setMedia } from '#db/media.ts';
import { enqueueFrom, enqueueWorkflow, type OutboxEntry } from '#db/outbox.ts';
import { conversationRun } from '#db/run-orders.ts';
import { inTransaction } from '#db/transaction.ts';
import { sqlStateOf } from '#platform/outages.ts';
import type { ChatRole } from '#domain/chat.ts';
import { turnAdded, turnCancelled } from '#workflows/chat/messages.ts';
import type { TaskRow } from './chat.queries.ts';

/** What was taken: the task is the turn. */
export interface Accepted {
  readonly taskId: string;
  readonly conversationId: string;
}

type ChatDeps = Pick<ApiDeps, 'orm' | 'now' | 'config'>;

const UNIQUE_VIOLATION = '23505';
const MESSAGES = 'd8b2a2f6-1c0e-4c8b-9f57-3c1f5a9f0e42';
const TITLE_LENGTH = 80;

/**
 * Takes what somebody says or decides: the message, its turn and the word to the conversation's workflow in one
 * transaction. Neither a worker nor Temporal is needed. A command that is given again is answered with its first turn;
 * one that says something else is refused.
 */
export async function sendMessage(
  deps: ChatDeps,
  { actor, commandId }: { readonly actor: Actor; readonly commandId: string },
  body: SendMessage,
): Promise<Accepted> {
  if (body.role === 'provider' && !actor.roles.includes('provider')) {
    throw new Problem('forbidden', 'to talk as a provider you need the role provider');
  }
  try {
    const write = (em: EntityManager): Promise<Accepted> =>
      writeTurn(deps, em, { accountId: actor.id, turnId: commandId }, body);
    return await (isOneStatement(body) ? write(deps.orm.em.fork()) : inTransaction(deps.orm, write));
  } catch (error) {
    const isFull = error instanceof Problem && error.code === 'quota_used_up';
    if (!isFull && sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    const earlier = await findEarlier(deps.orm, { accountId: actor.id, turnId: commandId }, body);
    if (!earlier) throw error;
    if (!earlier.isSame) throw new Problem('idempotency_key_reused', 'the key was used for another message');
    return { taskId: commandId, conversationId: earlier.conversationId };
  }
}

interface EarlierTurn {
  readonly conversationId: string;
  /** Whether it said the same. */
  readonly isSame: boolean;
}

/** The turn that a command has made before. */
async function findEarlier(
  { em }: ChatDeps['orm'],
  { accountId, turnId }: { readonly accountId: string; readonly turnId: string },
  { role, conversationId, message, action, media = [] }: SendMessage,
): Promise<EarlierTurn | undefined> {
  const [row]: EarlierTurn[] = await em.execute(
    `select t.conversation_id as "conversationId",
            c.role = ? and coalesce(c.id = ?::uuid, true)
            and t.action is not distinct from ?::jsonb and m.text is not distinct from ?::text
            and array(select media_id from chat_message_media where message_id = m.id order by position) = ?::uuid[]
              as "isSame"
     from chat_turns t join conversations c on c.id = t.conversation_id
     left join chat_messages m on m.turn_id = t.id and m.author = 'user'
     where t.id = ? and t.account_id = ?`,
    [
      role,
      conversationId ?? null,
      action ? JSON.stringify(action) : null,
      message ?? null,
      `{${media.join()}}`,
      turnId,
      accountId,
    ],
  );
  return row;
}

/** What begins a conversation is written by one statement, so no transaction is needed around it; images are a second one. */
const isOneStatement = ({ conversationId, media = [] }: SendMessage): boolean => !conversationId && media.length === 0;

async function writeTurn(
  deps: ChatDeps,
  em: EntityManager,
  { accountId, turnId }: { readonly accountId: string; readonly turnId: string },
  body: SendMessage,
): Promise<Accepted> {
  const { message, action, media = [] } = body;
  const messageId = uuidv5(turnId, MESSAGES);
  await requireOwnMedia({ em }, accountId, media);
  await requireOwnMedia({ em }, accountId, action?.changes?.media, '/action/changes/media');
  const { conversationId = uuidv7() } = body;
  const nudge = conversationRun(
    { id: conversationId, consumerId: accountId },
    { name: turnAdded.name, input: { turnId } },
  );
  const messages = message === undefined ? 0 : 1;
  const turn = [
    turnId,
    conversationId,
    accountId,
    action === undefined ? null : JSON.stringify(action),
    messageId,
    conversationId,
    turnId,
    message ?? null,
    message ?? null,
  ];
  if (body.conversationId) {
    await lock(em, accountId, conversationId, body.role);
    const [{ isDue }]: [{ isDue: boolean }] = await em.execute(ADD_TURN, [conversationId, messages, ...turn]);
    if (isDue) enqueueWorkflow(em, nudge);
  } else {
    const begun = [conversationId, accountId, body.role, titleOf(message), messages];
    await begin(deps, em, accountId, [...begun, ...turn], nudge);
  }
  if (media.length > 0) await setMedia({ em }, { of: 'message', id: messageId, accountId }, media);
  return { taskId: turnId, conversationId };
}

/** Writes a new conversation if there is room for it; otherwise throws when there will be. */
async function begin(
  deps: ChatDeps,
  em: EntityManager,
  accountId: string,
  values: readonly unknown[],
  nudge: OutboxEntry,
): Promise<void> {
  const wanted = { conversations: 1 };
  for (;;) {
    const room = roomSql(rulesOf(deps), { accountId }, wanted);
    const order = enqueueFrom('conversation', nudge);
    const sql = `with room as (select from ${room.sql} where room >= 0), ${BEGIN_WITH_TURN} ${order.sql} returning id`;
    const written: unknown[] = await em.execute(sql, [...room.params, ...values, ...order.params]);
    if (written.length > 0) return;
    await requireRoom(deps, { em }, { accountId }, wanted); // or room was made in between
  }
}

function titleOf(message: string | undefined): string | null {
  return message?.split('\n', 1)[0]?.slice(0, TITLE_LENGTH).toWellFormed() ?? null;
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

/** The turn and its message, numbered as their conversation says. */
const TURN_AND_MESSAGE = `
  turn as (
    insert into chat_turns (id, conversation_id, account_id, seq, action)
    select ?, ?, ?, last_turn, ?::jsonb from conversation
  ), message as (
    insert into chat_messages (id, conversation_id, turn_id, seq, author, text)
    select ?, ?, ?, last_message, 'user', ? from conversation where ?::text is not null
  )`;

/** A new conversation with its first turn. Nothing of it waits or runs, so the word to its workflow goes with it. */
const BEGIN_WITH_TURN = `
  conversation as (
    insert into conversations (id, account_id, role, title, last_turn, last_message)
    select ?::uuid, ?::uuid, ?, ?::text, 1, ?::int from room
    returning id, last_turn, last_message
  ), ${TURN_AND_MESSAGE}`;

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
  ), ${TURN_AND_MESSAGE}
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
    enqueueWorkflow(
      em,
      conversationRun({ id: conversationId, consumerId: accountId }, { name: turnCancelled.name, input: { turnId } }),
    );
  });
}
