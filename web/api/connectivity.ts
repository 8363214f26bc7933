import { createStore, type Store } from '#web/kit/store.ts';
import { wait as realWait, type Wait } from '#web/kit/wait.ts';

/** Whether the API can be reached. `reconnecting`: there is doubt, and it is being looked at. */
export type Reach =
  | { readonly state: 'online' }
  | { readonly state: 'offline'; readonly sinceMs: number }
  | { readonly state: 'reconnecting'; readonly sinceMs: number };

/** The one place that knows whether the API can be reached. */
export interface Connectivity extends Store<Reach> {
  /** A call failed for want of a network, or the live connection was lost: it is looked at once whether that is so. */
  doubt(): void;
  /** An answer came, whichever. */
  reached(): void;
  /** Returns when the API can be reached again; rejects when the signal is aborted. */
  whenOnline(signal?: AbortSignal): Promise<void>;
  stop(): void;
}

interface ConnectivityOptions {
  /** True when the API answers. */
  readonly probe: () => Promise<boolean>;
  /** Fires `online` and `offline`: the window. */
  readonly events?: EventTarget;
  readonly isBrowserOnline?: () => boolean;
  readonly wait?: Wait;
  readonly now?: () => number;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15_000;
const ONLINE: Reach = { state: 'online' };

/** Looks for the API only while it is away: at once, then ever less often, and at once again when the browser has a network. */
export function createConnectivity(options: ConnectivityOptions): Connectivity {
  const { probe, events, isBrowserOnline = () => true, wait = realWait, now = Date.now } = options;
  const store = createStore<Reach>(ONLINE);
  const stopping = new AbortController();
  let hurry = new AbortController();
  let isLooking = false;
  events?.addEventListener('offline', onBrowserOffline, { signal: stopping.signal });
  events?.addEventListener('online', onBrowserOnline, { signal: stopping.signal });
  if (!isBrowserOnline()) onBrowserOffline();
  return { get: store.get, subscribe: store.subscribe, doubt, reached, whenOnline, stop: () => stop() };

  function doubt(): void {
    if (store.get().state === 'online') store.set({ state: 'reconnecting', sinceMs: now() });
    void look();
  }

  function reached(): void {
    store.set(ONLINE);
    hurry.abort();
  }

  function onBrowserOffline(): void {
    store.set({ state: 'offline', sinceMs: sinceMs() });
    void look(); // browsers err: a loopback address can be reached without a network
  }

  function onBrowserOnline(): void {
    if (store.get().state !== 'online') store.set({ state: 'reconnecting', sinceMs: sinceMs() });
    hurry.abort();
  }

  function sinceMs(): number {
    const reach = store.get();
    return reach.state === 'online' ? now() : reach.sinceMs;
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    for (let delayMs = FIRST_DELAY_MS; isAway(); delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
      hurry = new AbortController();
      if (await probe().catch(() => false)) store.set(ONLINE);
      else if (isAway()) {
        if (store.get().state !== 'offline') store.set({ state: 'offline', sinceMs: sinceMs() });
        await wait(delayMs, AbortSignal.any([hurry.signal, stopping.signal])).catch(() => undefined);
      }
    }
    isLooking = false;
  }

  function isAway(): boolean {
    return store.get().state !== 'online' && !stopping.signal.aborted;
  }

  function whenOnline(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const unsubscribe = store.subscribe(check);
      signal?.addEventListener('abort', check, { once: true });
      check();

      function check(): void {
        const isOnline = store.get().state === 'online';
        if (!isOnline && !signal?.aborted) return;
        unsubscribe();
        signal?.removeEventListener('abort', check);
        if (signal?.aborted) reject(signal.reason as Error);
        else resolve();
      }
    });
  }

  function stop(): void {
    stopping.abort();
  }
}

const PROBE_MS = 5_000;

/** Asks the API whether it is there. */
export async function probeHealth(): Promise<boolean> {
  const answer = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) });
  return answer.ok;
}
