import type { LiveChannel } from '#platform/live/live-channel.ts';
import { createLinkFilter } from './without-links.ts';

interface Streamed {
  readonly accountId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly step: number;
  /** Of the activity, from 1. */
  readonly attempt: number;
}

/** How many times a model may start over in one attempt of the activity, and how many attempts of a step are counted. */
const STARTS_AN_ATTEMPT = 100;
const ATTEMPTS_A_STEP = 1_000;

/** Takes what a model says, and passes on what of it may be shown. */
export interface Stream {
  readonly onText: (delta: string) => void;
  readonly onRestart: () => void;
  /** Passes on what was held back; nothing comes after it. */
  readonly finish: () => void;
}

/**
 * What a model says while it speaks, on its way to its user. Every step, every attempt and every other start in it has a
 * number of its own, higher than all before, and says that it starts over once it says anything; the offsets count from
 * there. Whatever would need more numbers than there are is not shown. Links are left out as they are in the answer, so what was passed on of the
 * last attempt is the answer when it is finished. Nothing of it is kept: the stored answer is the truth.
 */
export function streamTo(live: Pick<LiveChannel, 'publish'>, { step, attempt, ...whose }: Streamed): Stream {
  const first = ((step - 1) * ATTEMPTS_A_STEP + attempt - 1) * STARTS_AN_ATTEMPT + 1;
  const last = attempt > ATTEMPTS_A_STEP ? 0 : first + STARTS_AN_ATTEMPT - 1;
  let number = first;
  let offset = 0;
  let isFirst = number === 1;
  let filter = createLinkFilter();
  return { onText: (delta) => pass(filter.push(delta)), onRestart, finish: () => pass(filter.end()) };

  function pass(text: string): void {
    if (text === '' || number > last) return;
    if (!isFirst && offset === 0) void live.publish({ kind: 'restart', ...whose, attempt: number });
    void live.publish({ kind: 'stream', ...whose, attempt: number, offset, text });
    offset += text.length;
  }

  function onRestart(): void {
    number += 1;
    offset = 0;
    isFirst = false;
    filter = createLinkFilter();
  }
}
