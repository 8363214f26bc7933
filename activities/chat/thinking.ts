import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { LlmAnswer, LlmGateway } from '#activities/llm/types.ts';
import type { StoredCall } from '#db/entities/chat-step.entity.ts';
import type { StandingWatch } from '#db/standing-watch.ts';
import type { Orm } from '#db/transaction.ts';
import { MAX_TOOL_CALLS } from '#domain/chat.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import type { Thought } from '#workflows/chat/messages.ts';
import type { Places } from './places.ts';
import { toRequest } from './prompt.ts';
import { toStorable, toStorableJson } from './storable.ts';
import { streamTo } from './streaming.ts';
import { exchangesBefore, findTurn, openDrafts, stepsOf, suspended, type Turn } from './talk-rows.ts';
import { isTool } from './tools/index.ts';
import { withoutLinks } from './without-links.ts';

/** What a step of a model needs of its process. */
export interface ThinkingDependencies {
  readonly orm: Orm;
  readonly gateway: LlmGateway;
  readonly live: Pick<LiveChannel, 'publish'>;
  readonly places: Places;
  /** Tells of accounts that were suspended. */
  readonly standing: StandingWatch;
  readonly now: () => number;
}

interface Thinking {
  readonly turnId: string;
  readonly step: number;
  /** No tools any more. */
  readonly mustAnswer: boolean;
}

const DEADLINE_MS = 60_000;
const HEARTBEAT_MS = 3_000;
/** How many turns of before a model is told of. */
const MEMORY = 20;
/** Those beyond what a turn may use are kept only so far that the model can be told. */
const MAX_KEPT_CALLS = 2 * MAX_TOOL_CALLS;

/**
 * Asks the model for the next step of a turn and keeps its answer. What comes back holds ids and names of our own and no
 * text. A step that is kept is never asked again, and of two attempts at once the first answer stands. A call under way is
 * given up when the account is suspended, so that it costs no more.
 */
export async function think(
  dependencies: ThinkingDependencies,
  { turnId, step, mustAnswer }: Thinking,
): Promise<Thought> {
  const em = dependencies.orm.em.fork();
  const known = await keptCalls({ em }, turnId, step);
  if (known) return toThought(known);
  const turn = await findTurn({ em }, turnId);
  if (!turn) throw ApplicationFailure.nonRetryable('the turn is gone', 'cancelled');
  const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
  const barred = new AbortController();
  const unwatch = dependencies.standing.watch(turn.accountId, () => barred.abort(suspended()));
  try {
    const signal = AbortSignal.any([cancellationSignal(), barred.signal]);
    const answer = await ask(dependencies, turn, { turnId, step, mustAnswer }, signal);
    return toThought(await keep({ em }, { turnId, step }, answer, mustAnswer));
  } catch (error) {
    throw barred.signal.aborted ? barred.signal.reason : error;
  } finally {
    unwatch();
    clearInterval(beating);
  }
}

async function ask(
  { orm, gateway, live, places, now }: ThinkingDependencies,
  turn: Turn,
  { turnId, step, mustAnswer }: Thinking,
  signal: AbortSignal,
): Promise<LlmAnswer> {
  const em = orm.em.fork();
  const { conversationId, accountId } = turn;
  const [before, steps, drafts, cities] = [
    await exchangesBefore({ em }, turn, MEMORY),
    await stepsOf({ em }, turnId),
    await openDrafts({ em }, conversationId),
    await places.list(),
  ];
  const { request, context } = toRequest({ turn, before, steps, drafts, cities, mustAnswer, nowMs: now() });
  const { finish, ...heard } = streamTo(live, {
    accountId,
    conversationId,
    turnId,
    step,
    attempt: activityInfo().attempt,
  });
  const answer = await gateway.complete(request, {
    accountId,
    conversationId,
    turnId,
    step,
    deadlineMs: Date.now() + DEADLINE_MS,
    signal,
    heartbeat: () => heartbeat(),
    ...heard,
    context,
  });
  finish();
  return answer;
}

type Reader = { readonly em: ReturnType<Orm['em']['fork']> };

async function keptCalls({ em }: Reader, turnId: string, step: number): Promise<StoredCall[] | undefined> {
  const [row]: { calls: StoredCall[] }[] = await em.execute(
    'select calls from chat_steps where turn_id = ? and step = ?',
    [turnId, step],
  );
  return row?.calls;
}

async function keep(
  { em }: Reader,
  { turnId, step }: { turnId: string; step: number },
  { text, toolCalls, memory, model, isOffline, isDegraded }: LlmAnswer,
  mustAnswer: boolean,
): Promise<StoredCall[]> {
  const wanted = mustAnswer ? [] : toolCalls.slice(0, MAX_KEPT_CALLS);
  const calls = wanted.map(({ id, name, input }, index) => ({
    id: `c${index + 1}`,
    modelId: id,
    name: isTool(name) ? name : UNKNOWN_TOOL, // whatever else a model writes there enters no history
    input: input ?? null,
  }));
  await em.execute(
    `insert into chat_steps (turn_id, step, text, calls, memory, model, is_offline, is_degraded)
     values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?) on conflict do nothing`,
    [
      turnId,
      step,
      toStorable(withoutLinks(text)),
      toStorableJson(calls),
      calls.length > 0 && memory ? toStorableJson(memory) : null,
      model.slice(0, 120),
      isOffline,
      isDegraded,
    ],
  );
  const kept = await keptCalls({ em }, turnId, step);
  return kept ?? [];
}

const UNKNOWN_TOOL = 'unknown_tool';

function toThought(calls: readonly StoredCall[]): Thought {
  if (calls.length === 0) return { kind: 'answer' };
  return { kind: 'tools', calls: calls.map(({ id, name }) => ({ id, name })) };
}
