import type { LiveChannel } from '#platform/live/live-channel.ts';

interface Streamed {
  readonly accountId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly step: number;
  /** Of the activity, from 1. */
  readonly attempt: number;
}

/** More than any step is tried, so that the attempts of a later step count higher. */
const ATTEMPTS_A_STEP = 1_000;

/**
 * What a model says while it speaks, on its way to its user. Every step and every attempt starts over and says so, once it
 * says anything; the offsets count from there. Nothing of it is kept: the stored answer is the truth.
 */
export function streamTo(
  live: Pick<LiveChannel, 'publish'>,
  { step, attempt, ...whose }: Streamed,
): { onText: (delta: string) => void; onRestart: () => void } {
  let number = (step - 1) * ATTEMPTS_A_STEP + attempt;
  let offset = 0;
  let isFirst = number === 1;
  return { onText, onRestart };

  function onText(text: string): void {
    if (text === '') return;
    if (!isFirst && offset === 0) void live.publish({ kind: 'restart', ...whose, attempt: number });
    void live.publish({ kind: 'stream', ...whose, attempt: number, offset, text });
    offset += text.length;
  }

  function onRestart(): void {
    number += 1;
    offset = 0;
    isFirst = false;
  }
}
