import { isCancellation, proxyActivities } from '@temporalio/workflow';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { Actions, Thinking, ToolUse } from '../../activities/chat/chat.activities.ts';
import { MAX_STEPS, MAX_TOOL_CALLS, TURN_FAILURES, type TurnFailure } from '#domain/chat.ts';
import { ACTION_QUEUE, DB_QUEUE, LLM_QUEUE } from '../shared/queues.ts';
import type { TurnEnd } from './messages.ts';

const { think } = proxyActivities<Thinking>({
  taskQueue: LLM_QUEUE,
  // The gateway gives up after 60 seconds; the rest is for reading and writing around it.
  startToCloseTimeout: '75s',
  // A worker that was killed in the middle of a call is missed after this, and another one asks again.
  heartbeatTimeout: '15s',
  // The gateway says itself how often a model is worth asking again, and when (Retry-After); after that the offline model
  // answers. Whatever else fails is below us, Postgres above all, and what was taken is answered when that is back.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
  // A day later nobody waits for the answer any more.
  scheduleToCloseTimeout: '1 day',
  summary: 'ask the model',
});

const { useTool } = proxyActivities<ToolUse>({
  taskQueue: DB_QUEUE,
  // A read of the API; it is not worth waiting longer, for the agent can say that it could not look.
  startToCloseTimeout: '20s',
  retry: { initialInterval: '500ms', maximumInterval: '5s', maximumAttempts: 4 },
  summary: 'use a tool',
});

const { carryOutAction } = proxyActivities<Actions>({
  taskQueue: ACTION_QUEUE,
  // A command that waits for a busy workflow or calendar.
  startToCloseTimeout: '30s',
  // What was approved is tried until it is done or refused; the command's id keeps it from happening twice.
  retry: { initialInterval: '1s', maximumInterval: '10s' },
  scheduleToCloseTimeout: '1 day',
  summary: 'carry out what was decided',
});

/** The agent's turn: it thinks and uses tools in turns, a few times at most; then it has to answer. */
export async function talk(turnId: string): Promise<TurnEnd> {
  try {
    const hasAnswered = await thinkAndUseTools(turnId);
    if (!hasAnswered) await think({ turnId, step: MAX_STEPS + 1, mustAnswer: true });
    return {};
  } catch (failure) {
    return { failure: failureOf(failure, 'model_failed') };
  }
}

/** Carries out what the user has decided about a draft. */
export async function carryOut(turnId: string): Promise<TurnEnd> {
  try {
    await carryOutAction({ turnId });
    return {};
  } catch (failure) {
    return { failure: failureOf(failure, 'unavailable') };
  }
}

async function thinkAndUseTools(turnId: string): Promise<boolean> {
  let left = MAX_TOOL_CALLS;
  for (let step = 1; step <= MAX_STEPS; step += 1) {
    const thought = await think({ turnId, step, mustAnswer: false });
    if (thought.kind === 'answer') return true;
    for (const { id } of thought.calls.slice(0, left)) await useIfPossible({ turnId, step, callId: id });
    left -= thought.calls.length;
    if (left <= 0) return false;
  }
  return false;
}

/** A tool that cannot be used leaves no result, and the model is told so. */
async function useIfPossible(call: { turnId: string; step: number; callId: string }): Promise<void> {
  try {
    await useTool(call);
  } catch (failure) {
    if (isCancellation(failure) || !(failure instanceof ActivityFailure)) throw failure;
  }
}

/** Only the end of an activity is the end of a turn; anything else is a mistake of ours, or a cancellation. */
function failureOf(failure: unknown, otherwise: TurnFailure): TurnFailure {
  if (isCancellation(failure) || !(failure instanceof ActivityFailure)) throw failure;
  const { cause } = failure;
  const named = TURN_FAILURES.find((each) => cause instanceof ApplicationFailure && cause.type === each);
  return named ?? otherwise;
}
