import { KEPT_MS, newestParts, type LiveChannel, type LiveEvent } from './live-channel.ts';

/** A channel inside one process. */
export interface InProcessLiveChannel extends LiveChannel {
  /** Keeps an event for `read` and tells nobody. */
  keep(event: LiveEvent): void;
  /** Tells those who listen and keeps nothing. */
  tell(event: LiveEvent): void;
}

interface Kept {
  attempt: number;
  events: LiveEvent[];
  expiresAtMs: number;
}

const MAX_TURNS = 2_000;
const MAX_EVENTS = 5_000;

/** Writer and readers share this process. Keeps a bounded number of turns; the oldest are forgotten first. */
export function createInProcessLiveChannel({ now = Date.now }: { now?: () => number } = {}): InProcessLiveChannel {
  const listeners = new Set<(event: LiveEvent) => void>();
  const turns = new Map<string, Kept>();
  return { publish, read, subscribe, keep, tell };

  async function publish(event: LiveEvent): Promise<void> {
    keep(event);
    tell(event);
  }

  function tell(event: LiveEvent): void {
    for (const listener of listeners) listener(event);
  }

  async function read(turnId: string, fromOffset: number): Promise<ReturnType<typeof newestParts>> {
    const kept = turns.get(turnId);
    return kept && kept.expiresAtMs > now() ? newestParts(kept.events, fromOffset) : [];
  }

  function subscribe(listener: (event: LiveEvent) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  function keep(event: LiveEvent): void {
    const { turnId, attempt } = event;
    const before = turns.get(turnId);
    if (before && before.attempt > attempt) return; // a late word of an attempt that was given up
    const events = before?.attempt === attempt ? before.events : [];
    if (events.length < MAX_EVENTS) events.push(event);
    turns.delete(turnId); // put back at its end: a Map keeps the order of insertion
    turns.set(turnId, { attempt, events, expiresAtMs: now() + KEPT_MS });
    forgetOldest();
  }

  function forgetOldest(): void {
    for (const [turnId, { expiresAtMs }] of turns) {
      if (turns.size <= MAX_TURNS && expiresAtMs > now()) return;
      turns.delete(turnId);
    }
  }
}
