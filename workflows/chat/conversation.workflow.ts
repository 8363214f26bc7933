import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ChatFacts } from '../../activities/chat/chat.activities.ts';
import { isFault, untilDone } from '../shared/faults.ts';
import { proxyFacts } from '../shared/facts.ts';
import { isLong } from '../shared/renewal.ts';
import { carryOut, talk } from './agent-loop.ts';
import { turnAdded, turnCancelled, type ConversationInput, type NextTurn, type TurnEnd } from './messages.ts';

const facts = proxyFacts<ChatFacts>();

/** After so long in silence a conversation ends; the next message starts it anew. */
const IDLE = '10 minutes';
/** A turn adds some 150 events at most, so a run stays far below 2,000. */
const MAX_EVENTS = 1_000;

/**
 * Works off the turns of one conversation, one at a time and in the order in which they were taken. The rows have the
 * order; signals only wake it. So nothing is lost or doubled when a run ends, goes on as a new one, or is lost itself.
 */
export async function conversationWorkflow({ conversationId }: ConversationInput): Promise<void> {
  const talker = createTalker();
  let nudges = 0;
  let taken = 0;
  setHandler(turnAdded, () => void (nudges += 1));
  setHandler(turnCancelled, ({ turnId }) => {
    nudges += 1;
    talker.cancel(turnId);
  });

  for (;;) {
    const seen = nudges;
    const turn = await untilDone(() => facts.nextTurn({ conversationId, atMs: Date.now() }));
    if (turn) {
      taken += 1;
      await finish(turn.turnId, await talker.run(turn));
    } else if (!(await condition(() => nudges > seen, IDLE, { summary: 'the conversation falls silent' }))) return;
    const length = { taken, commandsPerRun: turn?.commandsPerRun, continuedBefore: true };
    if (workflowInfo().historyLength > MAX_EVENTS || isLong(length)) {
      await continueAsNew<typeof conversationWorkflow>({ conversationId });
    }
  }
}

/** An answer that cannot be written fails its turn; it must not keep the conversation from the next one. */
async function finish(turnId: string, end: TurnEnd): Promise<void> {
  try {
    await facts.finishTurn({ turnId, ...end, atMs: Date.now() });
  } catch (failure) {
    if (!isFault(failure)) throw failure;
    await untilDone(() => facts.finishTurn({ turnId, failure: 'unavailable', atMs: Date.now() }));
  }
}

/** Runs turns so that the one that runs can be cancelled, whenever the word for it comes. */
function createTalker() {
  const cancelled = new Set<string>();
  let current: { turnId: string; scope: CancellationScope } | undefined;
  return { run, cancel };

  function cancel(turnId: string): void {
    cancelled.add(turnId);
    if (current?.turnId === turnId) current.scope.cancel();
  }

  async function run({ turnId, kind, isCancelled, failure }: NextTurn): Promise<TurnEnd> {
    if (isCancelled || cancelled.has(turnId)) return { failure: 'cancelled' };
    if (failure) return { failure };
    if (kind === 'action') return carryOut(turnId); // what is being carried out is carried out
    const scope = new CancellationScope();
    current = { turnId, scope };
    try {
      return await scope.run(() => talk(turnId));
    } catch (failure) {
      if (isCancellation(failure) && cancelled.has(turnId)) return { failure: 'cancelled' };
      throw failure;
    } finally {
      current = undefined;
    }
  }
}
