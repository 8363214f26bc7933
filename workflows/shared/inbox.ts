import { allHandlersFinished, ApplicationFailure, condition, isCancellation } from '@temporalio/workflow';
import { ActivityFailure } from '@temporalio/common';

interface Wish {
  carryOut(): Promise<void>;
  refuse(reason: ApplicationFailure): void;
}

/** Accepted commands, waiting for the main loop to carry them out one at a time in the order in which they came. */
export interface Inbox {
  /** For update handlers: settles as the wish does, once the main loop has come to it. */
  ask<Answer>(wish: () => Promise<Answer>): Promise<Answer>;
  /** Carries out one wish if there is one by `deadlineMs` (workflow time); false means that the deadline came first. */
  carryOutOneBefore(deadlineMs: number, summary: string): Promise<boolean>;
  /** Refuses what still waits and returns once every handler has answered: an accepted update is always answered. */
  close(reason: ApplicationFailure): Promise<void>;
}

/** An inbox whose wishes fail towards their sender only; `onFailure` lets the main loop look at what went wrong first. */
export function createInbox(onFailure: (failure: unknown) => Promise<void>): Inbox {
  const waiting: Wish[] = [];
  return { ask, carryOutOneBefore, close };

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
      waiting.push({ carryOut, refuse: reject });
    });
  }

  async function carryOutOneBefore(deadlineMs: number, summary: string): Promise<boolean> {
    const hasWish = (): boolean => waiting.length > 0;
    if (!hasWish() && deadlineMs > Date.now()) await condition(hasWish, deadlineMs - Date.now(), { summary });
    const next = waiting.shift();
    await next?.carryOut();
    return next !== undefined;
  }

  async function close(reason: ApplicationFailure): Promise<void> {
    do {
      for (const wish of waiting.splice(0)) wish.refuse(reason);
      await condition(() => waiting.length > 0 || allHandlersFinished());
    } while (waiting.length > 0);
  }
}

/** Senders get the refusal itself and not the activity that found it. */
function refusalOf(failure: unknown): unknown {
  return failure instanceof ActivityFailure && failure.cause instanceof ApplicationFailure ? failure.cause : failure;
}
