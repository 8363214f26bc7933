import { onlineManager, type QueryClient } from '@tanstack/react-query';
import { createApi, createBareApi, type Api } from './api/client.ts';
import { createConnectivity, probeHealth, type Connectivity } from './api/connectivity.ts';
import { createCommandKeys, type CommandKeys } from './api/keys.ts';
import { createQueryClient } from './api/queries.ts';
import { createServerWaits, type ServerWaits } from './api/server-waits.ts';
import { createLive, type Live } from './live/live.ts';
import { createDevice } from './session/device.ts';
import { createLoginHint } from './session/login-hint.ts';
import { createSession, type Session } from './session/session.ts';
import { createTabs } from './session/tabs.ts';
import { whenSettled } from './settled.ts';

/** What the application is connected by. */
export interface WebClient {
  readonly api: Api;
  readonly session: Session;
  readonly live: Live;
  readonly queryClient: QueryClient;
  readonly keys: CommandKeys;
  readonly waits: ServerWaits;
  readonly connectivity: Connectivity;
  /** Resolves when the page that was opened is there as a whole. */
  readonly settled: Promise<void>;
}

/** Puts the client together, once for each page that is loaded, and goes on with the login that there is. */
export function createWebClient(isPageLoading: () => boolean): WebClient {
  const { locks } = navigator;
  const queryClient = createQueryClient();
  const keys = createCommandKeys(storageOf(() => sessionStorage));
  const waits = createServerWaits();
  const connectivity = createConnectivity({
    probe: probeHealth,
    events: globalThis,
    isBrowserOnline: () => navigator.onLine,
  });
  const session = createSession({
    api: createBareApi(),
    tabs: createTabs(locks),
    device: createDevice(storageOf(() => localStorage)),
    hint: createLoginHint(document),
    onPersonChanged() {
      void queryClient.cancelQueries();
      queryClient.clear();
      keys.clear();
    },
  });
  const api = createApi({ tokens: session, waits, connectivity });
  const storage = storageOf(() => localStorage);
  const settled = whenSettled(
    () =>
      isPageLoading() ||
      session.get().status === 'starting' ||
      queryClient.isFetching() > 0 ||
      document.querySelector('.mantine-Skeleton-root') !== null,
    (act) => requestAnimationFrame(act),
  );
  const url = location.origin;
  const live = createLive({ session, api, queryClient, connectivity, locks, storage, url, settled });
  onlineManager.setEventListener((setOnline) =>
    connectivity.subscribe(() => setOnline(connectivity.get().state !== 'offline')),
  );
  void session.start();
  return { api, session, live, queryClient, keys, waits, connectivity, settled };
}

/** Browsers may refuse even to name it. */
function storageOf(open: () => Storage): Storage | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
