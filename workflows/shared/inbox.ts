import { allHandlersFinished, ApplicationFailure, condition, isCancellation } from '@temporalio/workflow';
import { ActivityFailure } from '@temporalio/common';

/** Accepted commands, waiting for the main loop to carry them out one at a time in the order in which they came. */
export interface Inbox {
  /** For update handlers: settles as the wish does, once the main loop has come to it. */
  ask<Answer>(wish: () => Promise<Answer>): Promise<Answer>;
  /** Carries out one wish unless the deadline (workflow time; none if undefined) comes first, or `isInterrupted` becomes true. */
  next(
    deadlineMs: number | undefined,
    summary: string,
    isInterrupted: () => boolean,
  ): Promise<'wish' | 'deadline' | 'interruption'>;
  /** Carries out all that still waits and returns once every handler has answered: an accepted update is always answered. */
  drain(): Promise<void>;
}

/** An inbox whose wishes fail towards their sender only; `onFailure` lets the main loop look at what went wrong first. */
export function createInbox(onFailure: (failure: unknown) => Promise<void>): Inbox {
  const waiting: Array<() => Promise<void>> = [];
  return { ask, next, drain };

  function ask<Answer>(wish: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const carryOut = async (): Promise<void> => {
        try {
          resolve(await wish());
        } catch (failure) {
          reject(refusalOf(failure));
          if (isCancellation(failure)) throw failure;
          await onFailure(failure);
        }
      };
      waiting.push(carryOut);
    });
  }

  async function next(
    deadlineMs: number | undefined,
    summary: string,
    isInterrupted: () => boolean,
  ): Promise<'wish' | 'deadline' | 'interruption'> {
    const isAwaited = (): boolean => waiting.length > 0 || isInterrupted();
    if (deadlineMs === undefined) await condition(isAwaited);
    else if (!isAwaited() && deadlineMs > Date.now()) await condition(isAwaited, deadlineMs - Date.now(), { summary });
    if (isInterrupted()) return 'interruption';
    const wish = waiting.shift();
    await wish?.();
    return wish ? 'wish' : 'deadline';
  }

  async function drain(): Promise<void> {
    while (!(waiting.length === 0 && allHandlersFinished())) {
      await condition(() => waiting.length > 0 || allHandlersFinished());
      await waiting.shift()?.();
    }
  }
}

/** Senders get the refusal itself and not the activity that found it. */
function refusalOf(failure: unknown): unknown {
  return failure instanceof ActivityFailure && failure.cause instanceof ApplicationFailure ? failure.cause : failure;
}
