import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { LlmFeature } from '#platform/config/llm.ts';
import type { Seal } from './cache/seal.ts';
import type { AnswerStore } from './cache/stores.ts';
import { Fault } from './errors.ts';
import type { LlmToolCall, ModelMemory } from './types.ts';

/** What of an answer is kept. */
export interface KeptAnswer {
  readonly text: string;
  readonly toolCalls: readonly LlmToolCall[];
  /** Sealed with it, and shown to nobody. */
  readonly memory?: ModelMemory;
}

/** A made answer; one that should not be given again says so. */
export interface Made<Answer extends KeptAnswer> {
  readonly answer: Answer;
  readonly isKept: boolean;
}

/** Answers that were given before, and calls that are under way. */
export interface LlmCache {
  /**
   * Gives the kept answer, or that of the same call that is being made in any process, or makes one. Only one caller at a
   * time makes the answer of a key. `made` is nothing for those who did not make it.
   */
  through<Answer extends KeptAnswer>(
    key: string,
    feature: LlmFeature,
    signal: AbortSignal,
    make: () => Promise<Made<Answer>>,
  ): Promise<{ readonly answer: KeptAnswer; readonly made?: Answer }>;
}

interface CacheOptions {
  readonly store: AnswerStore;
  readonly seal: Seal;
  readonly ttlMs: Readonly<Record<LlmFeature, number>>;
}

const Kept = z.object({
  text: z.string(),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), input: z.unknown() })),
  memory: z.custom<ModelMemory>().optional(),
});

/** How often somebody who waits for another process looks; a model takes a hundred times as long. */
const LOOK_MS = 50;

/** A cache over a store. A store that is away costs hits and never an answer. */
export function createLlmCache({ store, seal, ttlMs }: CacheOptions): LlmCache {
  const flights = new Map<string, Promise<KeptAnswer>>();
  return { through };

  async function through<Answer extends KeptAnswer>(
    key: string,
    feature: LlmFeature,
    signal: AbortSignal,
    make: () => Promise<Made<Answer>>,
  ): Promise<{ answer: KeptAnswer; made?: Answer }> {
    if (ttlMs[feature] === 0) {
      const { answer } = await make();
      return { answer, made: answer };
    }
    for (let flight = flights.get(key); flight; flight = flights.get(key)) {
      const landed = await orAborted(flight, signal).catch((error: unknown) => {
        if (signal.aborted || error instanceof Fault) throw error;
        return undefined; // it was cancelled, or had no money left: nothing to those who only waited
      });
      if (landed) return { answer: landed };
    }
    const flying = lead(key, ttlMs[feature], signal, make);
    const flight = flying.then(({ answer }) => answer);
    flight.catch(() => undefined); // it is for those who join; there may be none
    flights.set(key, flight);
    try {
      return await flying;
    } finally {
      flights.delete(key);
    }
  }

  async function lead<Answer extends KeptAnswer>(
    key: string,
    ttl: number,
    signal: AbortSignal,
    make: () => Promise<Made<Answer>>,
  ): Promise<{ answer: KeptAnswer; made?: Answer }> {
    for (;;) {
      const kept = await read(key);
      if (kept) return { answer: kept };
      const lease = await store.lease(key);
      if (lease) {
        try {
          const late = await read(key); // the last holder may have finished between the two
          if (late) return { answer: late };
          const { answer, isKept } = await make();
          if (isKept) await write(key, answer, ttl);
          return { answer, made: answer };
        } finally {
          await lease.release();
        }
      }
      await orAborted(delay(LOOK_MS), signal);
    }
  }

  async function read(key: string): Promise<KeptAnswer | undefined> {
    const sealed = await store.get(key);
    const opened = sealed === undefined ? undefined : seal.open(key, sealed);
    return opened === undefined ? undefined : (Kept.parse(JSON.parse(opened)) as KeptAnswer);
  }

  async function write(key: string, { text, toolCalls, memory }: KeptAnswer, ttl: number): Promise<void> {
    await store.set(key, seal.close(key, JSON.stringify({ text, toolCalls, memory })), ttl);
  }
}

/** The outcome of the work, or the reason of the signal, whichever comes first. */
async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
