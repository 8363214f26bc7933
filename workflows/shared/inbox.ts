import { allHandlersFinished, condition, isCancellation } from '@temporalio/workflow';
import { causeOf } from './cause.ts';
import { isFault } from './faults.ts';

/** Accepted commands, waiting for the main loop to carry them out one at a time in the order in which they came. */
export interface Inbox {
  /** For update handlers: settles as the wish does, once the main loop has come to it. */
  ask<Answer>(wish: () => Promise<Answer>): Promise<Answer>;
  /** How many commands were accepted so far. */
  taken(): number;
  /** For long work that ran beside the main loop: what its result means is carried out in its turn, like a command. */
  put(work: () => Promise<void>): void;
  /** Carries out one wish unless the deadline (workflow time; none if undefined) comes first, or `isInterrupted` becomes true. */
  next(
    deadlineMs: number | undefined,
    summary: string,
    isInterrupted: () => boolean,
  ): Promise<'wish' | 'deadline' | 'interruption'>;
  /** Refuses what waits and what comes until an instant (workflow time, ms), with the reason of a failure. */
  refuse(failure: unknown, untilMs: number, summary: string): Promise<void>;
  /** Carries out all that still waits and returns once every handler has answered: an accepted update is always answered. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly carryOut: () => Promise<void>;
  readonly reject: (failure: unknown) => void;
}

/**
 * An inbox whose wishes fail towards their sender only; `onFailure` lets the main loop look at what went wrong first. A fault
 * that it meets there is left to the next command: it must not end the run.
 */
export function createInbox(onFailure: (failure: unknown) => Promise<void>): Inbox {
  const waiting: Waiting[] = [];
  let taken = 0;
  return { ask, taken: () => taken, put, next, refuse, drain };

  function ask<Answer>(wish: () => Promise<Answer>): Promise<Answer> {
    taken += 1;
    return new Promise((resolve, reject) => {
      const work = async (): Promise<void> => {
        try {
          resolve(await wish());
        } catch (failure) {
          reject(refusalOf(failure));
          throw failure;
        }
      };
      waiting.push({ carryOut: () => guarded(work), reject });
    });
  }

  function put(work: () => Promise<void>): void {
    waiting.push({ carryOut: () => guarded(work), reject: () => undefined });
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      if (isCancellation(failure)) throw failure;
      await onFailure(failure).catch((another: unknown) => {
        if (!isFault(another)) throw another;
      });
    }
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
    await wish?.carryOut();
    return wish ? 'wish' : 'deadline';
  }

  async function refuse(failure: unknown, untilMs: number, summary: string): Promise<void> {
    do {
      for (const { reject } of waiting.splice(0)) reject(refusalOf(failure));
    } while (await condition(() => waiting.length > 0, Math.max(1, untilMs - Date.now()), { summary }));
  }

  async function drain(): Promise<void> {
    while (!(waiting.length === 0 && allHandlersFinished())) {
      await condition(() => waiting.length > 0 || allHandlersFinished());
      await waiting.shift()?.carryOut();
    }
  }
}

/** Senders get the refusal itself and not the activity that found it. */
const refusalOf = (failure: unknown): unknown => causeOf(failure) ?? failure;
