import { createApi, createBareApi, type Api } from '#web/api/client.ts';
import { createConnectivity, type Connectivity } from '#web/api/connectivity.ts';
import { createServerWaits } from '#web/api/server-waits.ts';
import { createDevice } from '#web/session/device.ts';
import { createLoginHint } from '#web/session/login-hint.ts';
import { createSession, type Session } from '#web/session/session.ts';
import { createTabs } from '#web/session/tabs.ts';
import { fakeStorage } from '#test/support/browser-storage.ts';

/** One tab with the client in it, over the locks and channels of this process. */
export interface FakeTab {
  readonly session: Session;
  readonly api: Api;
  readonly connectivity: Connectivity;
  /** How often everything that was read was thrown away. */
  emptied(): number;
  /** As when the tab is closed. */
  close(): void;
}

/** A browser: what its tabs share. */
export interface FakeBrowser {
  /** False: nothing gets through. */
  isConnected: boolean;
  readonly storage: Storage;
  /** What was sent, as method, path and body. */
  readonly sent: string[];
  /** How many exchanges of tokens were under way at the same time, at most. */
  mostAtOnce: number;
  /** Only one browser at a time: its tabs find each other by name. */
  openTab(): FakeTab;
  close(): void;
}

/** Keeps cookies and sends them with calls to where they came from, which a page of that origin makes. */
export function fakeBrowser(baseUrl: () => string): FakeBrowser {
  const cookies = new Map<string, string>();
  const tabs: FakeTab[] = [];
  const page = {
    get cookie() {
      return [...cookies.keys()].map((name) => `${name}=…`).join('; ');
    },
    set cookie(line: string) {
      keep(line);
    },
  };
  let exchanges = 0;
  const browser: FakeBrowser = { isConnected: true, storage: fakeStorage(), sent: [], mostAtOnce: 0, openTab, close };
  return browser;

  async function send(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    browser.sent.push(`${request.method} ${pathname} ${await request.clone().text()}`);
    if (!browser.isConnected) throw new TypeError('there is no network');
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (jar !== '') request.headers.set('cookie', jar);
    request.headers.set('sec-fetch-site', 'same-origin');
    if (pathname.endsWith('/refresh')) browser.mostAtOnce = Math.max(browser.mostAtOnce, (exchanges += 1));
    const response = await fetch(request);
    if (pathname.endsWith('/refresh')) exchanges -= 1;
    response.headers.getSetCookie().forEach(keep);
    return response;
  }

  function keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }

  function openTab(): FakeTab {
    let emptied = 0;
    const shared = createTabs(navigator.locks);
    const connectivity = createConnectivity({ probe: () => Promise.resolve(browser.isConnected) });
    const soon = { wait: () => new Promise<void>((resolve) => void setTimeout(resolve, 5)) };
    const session = createSession({
      ...soon,
      api: createBareApi({ baseUrl: baseUrl(), fetch: send }),
      tabs: shared,
      device: createDevice(browser.storage),
      hint: createLoginHint(page),
      onPersonChanged: () => void (emptied += 1),
    });
    const waits = createServerWaits();
    const api = createApi({ baseUrl: baseUrl(), fetch: send, tokens: session, waits, connectivity, ...soon });
    const tab: FakeTab = { session, api, connectivity, emptied: () => emptied, close: closeTab };
    tabs.push(tab);
    return tab;

    function closeTab(): void {
      session.stop();
      shared.close();
      connectivity.stop();
    }
  }

  function close(): void {
    for (const tab of tabs.splice(0)) tab.close();
  }
}
