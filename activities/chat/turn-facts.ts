import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5 } from 'uuid';
import { isRecorded, recordFacts, type Fact } from '#db/facts.ts';
import { inTransaction, type Orm } from '#db/transaction.ts';
import type { ChatRole, TurnFailure } from '#domain/chat.ts';
import { mayAct } from '#domain/standing.ts';
import { decide, type Side } from '#domain/lifecycles/transitions.ts';
import { TURN_LIFECYCLE, type TurnCommand, type TurnStatus } from '#domain/lifecycles/turn.ts';
import type { NextTurn, TurnEnd } from '#workflows/chat/messages.ts';

/** What the facts of a conversation need of their process. */
export interface FactDependencies {
  readonly orm: Orm;
  /** After so many turns a run continues as new. */
  readonly commandsPerRun: number;
}

interface TurnRow {
  id: string;
  conversationId: string;
  accountId: string;
  role: ChatRole;
  status: TurnStatus;
  isAction: boolean;
  isCancelled: boolean;
  accountStatus: string;
}

const MESSAGES = '0a7c0d4e-51b2-4d39-8f0b-6d3a4f1e2c95';
const BARRED = { failure: 'suspended' } as const;
const NO_WORDS = 'I have no answer to that. Please say it in other words.';

const TURN = `select t.id, t.conversation_id as "conversationId", t.account_id as "accountId", c.role, t.status,
    t.action is not null as "isAction", t.cancel_requested_at is not null as "isCancelled",
    a.status as "accountStatus"
  from chat_turns t join conversations c on c.id = t.conversation_id join accounts a on a.id = t.account_id`;

/**
 * The first turn that is not over, and marks that it runs. One that a lost run has begun is begun again; one of a suspended
 * account is not begun.
 */
export async function nextTurn(
  { orm, commandsPerRun }: FactDependencies,
  { conversationId, atMs }: { conversationId: string; atMs: number },
): Promise<NextTurn | null> {
  return inTransaction(orm, async (em) => {
    const [turn]: TurnRow[] = await em.execute(
      `${TURN} where t.conversation_id = ? and t.status in ('queued', 'running') order by t.seq limit 1 for update of t`,
      [conversationId],
    );
    if (!turn) return null;
    const { id: turnId, isAction, isCancelled } = turn;
    const isBarred = !mayAct(turn.accountStatus);
    const to = isCancelled || isBarred ? undefined : moved(turn.status, 'start', 'system');
    if (to) {
      await em.execute('update chat_turns set status = ?, started_at = ? where id = ?', [to, new Date(atMs), turnId]);
      await recordFacts(em, [factOf(turn, { command: 'start', to, side: 'system', atMs })]);
    }
    return { turnId, kind: isAction ? 'action' : 'message', isCancelled, commandsPerRun, ...(isBarred && BARRED) };
  });
}

/**
 * Ends a turn: its answer, its status and the word to its user's feed in one transaction, once however often it is asked.
 * The conversation's row is locked first, so that whoever adds a turn knows whether this one is over.
 */
export async function finishTurn(
  { orm }: Pick<FactDependencies, 'orm'>,
  { turnId, failure, atMs }: TurnEnd & { turnId: string; atMs: number },
): Promise<void> {
  await inTransaction(orm, async (em) => {
    await em.execute(
      'select from conversations where id = (select conversation_id from chat_turns where id = ?) for update',
      [turnId],
    );
    const [turn]: TurnRow[] = await em.execute(`${TURN} where t.id = ?`, [turnId]);
    if (!turn || (await isRecorded(em, keyOf(turnId, 'end')))) return; // gone with its account, or ended before
    const { command, side } = endOf(turn, failure);
    const to = moved(turn.status, command, side);
    if (!to) throw new Error(`a turn that is ${turn.status} cannot ${command}`);
    if (failure === undefined) await writeAnswer(em, turn, atMs);
    await em.execute('update chat_turns set status = ?, failure = ?, finished_at = ? where id = ?', [
      to,
      failure ?? null,
      new Date(atMs),
      turnId,
    ]);
    await recordFacts(em, [factOf(turn, { command, to, side, atMs })]);
  });
}

function endOf({ role }: TurnRow, failure: TurnFailure | undefined): { command: TurnCommand; side: Side } {
  if (failure === 'cancelled') return { command: 'cancel', side: role === 'provider' ? 'provider' : 'consumer' };
  return { command: failure === undefined ? 'answer' : 'fail', side: 'system' };
}

/** The text of the last step is the answer; a second one of the same turn would break a constraint. */
async function writeAnswer(em: EntityManager, { id, conversationId }: TurnRow, atMs: number): Promise<void> {
  await em.execute(
    `with numbered as (
       update conversations set last_message = last_message + 1 where id = ? returning id, last_message
     ), said as (
       select text, is_offline, is_degraded from chat_steps where turn_id = ? order by step desc limit 1
     )
     insert into chat_messages (id, conversation_id, turn_id, seq, author, text, is_offline, is_degraded, created_at)
     select ?, numbered.id, ?, last_message, 'assistant', case when trim(text) <> '' then text else ? end,
            coalesce(is_offline, false), coalesce(is_degraded, false), ?
     from numbered left join said on true`,
    [conversationId, id, uuidv5(id, MESSAGES), id, NO_WORDS, new Date(atMs)],
  );
}

/** Where a command leads; nowhere when it is not possible any more. */
function moved(status: TurnStatus, command: TurnCommand, side: Side): TurnStatus | undefined {
  const decision = decide(TURN_LIFECYCLE, status, command, side, {});
  return decision.allowed ? decision.transition.to : undefined;
}

const keyOf = (turnId: string, what: 'start' | 'end'): string => `turn/${turnId} ${what}`;

interface Move {
  readonly command: TurnCommand;
  readonly to: TurnStatus;
  readonly side: Side;
  readonly atMs: number;
}

const PAST: Readonly<Record<TurnCommand, string>> = {
  start: 'turn.started',
  answer: 'turn.answered',
  fail: 'turn.failed',
  cancel: 'turn.cancelled',
};

/** Who talks hears of it; an answer is told of twice, as what it is and as the end of the task. */
function factOf({ id, conversationId, accountId, status }: TurnRow, { command, to, side, atMs }: Move): Fact {
  const payload = { conversationId, taskId: id, status: to };
  const types = command === 'answer' ? (['chat:response', 'task:updated'] as const) : (['task:updated'] as const);
  return {
    key: keyOf(id, command === 'start' ? 'start' : 'end'),
    aggregate: 'turn',
    aggregateId: id,
    type: PAST[command],
    from: status,
    to,
    side,
    ...(side === 'system' ? {} : { actorId: accountId }),
    atMs,
    tell: types.map((type) => ({ accountId, type, payload })),
  };
}
