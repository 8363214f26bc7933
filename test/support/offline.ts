import type { TalkContext } from '#activities/chat/prompt.ts';
import type { Moment, Move, Used } from '#activities/llm/offline/moment.ts';
import { KNOWN_CITIES } from './intake.ts';

/** What tools find, by their names. */
export type OfflineTools = Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;

interface Setting extends Partial<Omit<TalkContext, 'nowMs'>> {
  readonly now?: string;
  readonly tools?: OfflineTools;
}

/** Lets the offline rules use tools until they say something or use one that is not given: that is what they prepare. */
export function offlineMove(
  move: (moment: Moment) => Move,
  said: string,
  { now = '2026-06-09T13:30:00Z', tools = {}, ...given }: Setting = {},
): Move {
  const used: Used[] = [];
  const context: TalkContext = {
    role: 'consumer',
    nowMs: Date.parse(now),
    timezone: 'America/New_York',
    cities: KNOWN_CITIES,
    drafts: [],
    isFirstAnswer: false,
    ...given,
  };
  for (let step = 0; step < 5; step += 1) {
    const next = move({ said, used, saidBefore: [], earlier: [], canUseTools: true, context });
    const tool = 'use' in next ? tools[next.use] : undefined;
    if (!('use' in next) || !tool) return next;
    used.push({ name: next.use, result: { status: 'ok', data: tool(next.input) } });
  }
  throw new Error(`${said} comes to no end`);
}
