import type { LlmCall } from './types.ts';

/** What a caller hears while an answer is made, over all the models that try it. */
export interface Speech {
  /** Handed to a model; absent when nobody listens. */
  readonly onText: ((delta: string) => void) | undefined;
  /** Nothing that was heard counts any more; nobody is told when nothing was heard. */
  readonly startOver: () => void;
  /** Says what of the whole text was not heard yet. */
  finish(text: string): void;
}

/** Passes on what models say, and makes whatever comes in one piece heard as well. */
export function createSpeech({ onText, onRestart, heartbeat }: LlmCall): Speech {
  let said = 0;
  return {
    onText:
      onText &&
      ((delta) => {
        said += delta.length;
        onText(delta);
        heartbeat?.();
      }),
    startOver() {
      if (said > 0) onRestart?.();
      said = 0;
    },
    finish(text) {
      if (said < text.length) onText?.(text.slice(said));
    },
  };
}
