import { sleep } from '@temporalio/workflow';
import { FAULT } from '#domain/faults.ts';
import { causeOf } from './cause.ts';
import type { Inbox } from './inbox.ts';

/** After a fault, what a run does by itself is tried again after this, and twice as long each time up to the longest. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
const SUMMARY = 'another try after an unexpected error';

const nextPauseMs = (pauseMs: number): number => Math.min(2 * pauseMs, LONGEST_PAUSE_MS);

/** True when an activity failed for a reason that a retry cannot cure: somebody must mend the code or the data first. */
export function isFault(failure: unknown): boolean {
  return causeOf(failure)?.type === FAULT;
}

/** Repeats work after faults until it succeeds; for runs that take no commands meanwhile. */
export async function untilDone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = nextPauseMs(pauseMs)) {
    try {
      return await work();
    } catch (failure) {
      if (!isFault(failure)) throw failure;
      await sleep(pauseMs, { summary: SUMMARY });
    }
  }
}

/** Loads what a run must know before it can do anything. While a fault prevents that, commands are refused with it. */
export async function untilLoaded(load: () => Promise<void>, inbox: Pick<Inbox, 'refuse'>): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = nextPauseMs(pauseMs)) {
    try {
      return await load();
    } catch (failure) {
      if (!isFault(failure)) throw failure;
      await inbox.refuse(failure, Date.now() + pauseMs, SUMMARY);
    }
  }
}

/** Keeps apart what a run does by itself: work that meets a fault is put off, and everything else goes on. */
export interface Backoff {
  /** Runs the work. After a fault it answers false, and the key counts as put off; every other failure is thrown. */
  attempt(key: string, work: () => Promise<void>): Promise<boolean>;
  /** When work that is due at an instant may be attempted (workflow time, ms). */
  dueAtMs(key: string, atMs: number): number;
}

/** A backoff in which nothing is put off yet. */
export function createBackoff(): Backoff {
  const waits = new Map<string, { untilMs: number; pauseMs: number }>();
  return { attempt, dueAtMs };

  async function attempt(key: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      waits.delete(key);
      return true;
    } catch (failure) {
      if (!isFault(failure)) throw failure;
      const last = waits.get(key);
      const pauseMs = last ? nextPauseMs(last.pauseMs) : FIRST_PAUSE_MS;
      waits.set(key, { untilMs: Date.now() + pauseMs, pauseMs });
      return false;
    }
  }

  function dueAtMs(key: string, atMs: number): number {
    return Math.max(atMs, waits.get(key)?.untilMs ?? atMs);
  }
}
