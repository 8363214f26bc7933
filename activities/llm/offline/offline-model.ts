import type { TalkContext } from '#activities/chat/prompt.ts';
import { consumerMove } from './consumer.ts';
import { enrollmentMove } from './enrollment.ts';
import { momentOf, type Moment, type Move } from './moment.ts';
import { providerMove } from './provider.ts';
import type { Model, ModelAnswer } from '#activities/llm/types.ts';

/** What it says of itself, once in a conversation. */
const OFFLINE_NOTE =
  'I am the offline model: I go by rules, understand plain English sentences, and cannot do more than that.';

const MOVES = { consumer: consumerMove, provider: providerMove, enrollment: enrollmentMove } as const;

/**
 * The model that serves when no other one does. It goes by rules alone: the same conversation always gets the same answer. It
 * reads what was really said, uses the tools like any other model, and never pretends to be one.
 */
export function createOfflineModel(): Model {
  return {
    name: 'offline',
    async call({ messages, tools }, { context, onText, step }): Promise<ModelAnswer> {
      const talk = context as TalkContext;
      const move = nextMove(momentOf(messages, talk, tools.length > 0));
      if ('use' in move) {
        const toolCalls = [{ id: `offline-${step}`, name: move.use, input: move.input }];
        return { text: '', toolCalls, usage: {} };
      }
      const text = talk.isFirstAnswer ? `${OFFLINE_NOTE}\n\n${move.say}` : move.say;
      onText?.(text);
      return { text, toolCalls: [], usage: {} };
    },
  };
}

function nextMove(moment: Moment): Move {
  const move = MOVES[moment.context.role](moment);
  if ('use' in move && !moment.canUseTools) return { say: 'I could not finish this in one go. Please ask me again.' };
  return move;
}
