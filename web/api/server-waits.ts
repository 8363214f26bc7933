import { createStore, type Store } from '#web/kit/store.ts';

export type WaitReason = 'unavailable' | 'rate_limited' | 'in_flight' | 'offline';

/** A call that is sent again by itself. */
export interface ServerWait {
  readonly reason: WaitReason;
  /** When it is sent again; undefined: as soon as there is a connection. */
  readonly untilMs: number | undefined;
  /** The Idempotency-Key of the call, if it has one. */
  readonly key: string | undefined;
}

/** All calls that wait at present, for telling people about it. */
export interface ServerWaits extends Store<readonly ServerWait[]> {
  /** Lists the call while `pause` lasts. */
  during(waiting: ServerWait, pause: () => Promise<void>): Promise<void>;
}

export function createServerWaits(): ServerWaits {
  const store = createStore<readonly ServerWait[]>([]);
  return { get: store.get, subscribe: store.subscribe, during };

  async function during(waiting: ServerWait, pause: () => Promise<void>): Promise<void> {
    store.set([...store.get(), waiting]);
    try {
      await pause();
    } finally {
      store.set(store.get().filter((each) => each !== waiting));
    }
  }
}
