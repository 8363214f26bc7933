import { dataOf, type Api, type Schema } from '#web/api/client.ts';
import { isProblem, ProblemError } from '#web/api/problem-error.ts';
import type { Tokens } from '#web/api/resend.ts';
import type { Store } from '#web/kit/store.ts';
import { wait as realWait, type Wait } from '#web/kit/wait.ts';
import { createAccessToken } from './access-token.ts';
import type { Device } from './device.ts';
import type { LoginHint } from './login-hint.ts';
import { createPresence, type Account, type SessionState, type SignedOutReason } from './presence.ts';
import type { Tabs } from './tabs.ts';

export type { Account, SessionState, SignedOutReason };

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The code of a mail, after `login_confirmation_required`. */
  readonly code?: string;
}

/**
 * Who is signed in, in all tabs of the browser. The access token is in memory alone; the refresh token is in a cookie that no
 * script can read. Exchanging it, signing in and signing out take their turns over all tabs.
 */
export interface Session extends Store<SessionState>, Tokens {
  /** Goes on with the login that the cookie holds, if any; waits for the server as long as it takes. */
  start(): Promise<void>;
  signIn(credentials: Credentials): Promise<Account>;
  register(body: Schema<'Register'>): Promise<Schema<'RegistrationAccepted'>>;
  /** Opens the account of a registration; `token` follows `#` in the link of the mail. */
  confirm(token: string): Promise<Account>;
  /** Ends the login in all tabs at once, also without a connection; returns when the server knows of it. */
  signOut(): Promise<void>;
  /** Reads the account again: roles change while people are signed in. */
  reload(): Promise<void>;
  /** The server says that the login is over. */
  end(reason: SignedOutReason): void;
  stop(): void;
}

export interface SessionOptions {
  /** Sends each call once, without a token. */
  readonly api: Api;
  readonly tabs: Tabs;
  readonly device: Device;
  readonly hint: LoginHint;
  /** Another person is here, or nobody any more: whatever was read for the last one is emptied. */
  readonly onPersonChanged: () => void;
  readonly wait?: Wait;
  readonly now?: () => number;
}

export function createSession(options: SessionOptions): Session {
  const { api, tabs, device, hint, onPersonChanged, wait = realWait, now = Date.now } = options;
  const stopping = new AbortController();
  const presence = createPresence({ token: () => token, device, onPersonChanged });
  const token = createAccessToken({ exchange: () => tabs.inTurn(exchange), now });
  const unlisten = tabs.listen((message) => {
    if (message === 'signedOut') end('left');
    else void token.refresh().catch(() => undefined); // somebody has signed in, perhaps somebody else
  });
  const { get, subscribe, enter, end } = presence;
  return {
    get,
    subscribe,
    start,
    ...waysIn(api, device, enterInTurn),
    signOut,
    reload,
    end,
    current,
    renew: token.renew,
    stop,
  };

  function start(): Promise<void> {
    const isStarting = (): boolean => get().status === 'starting';
    return untilDone(wait, stopping.signal, isStarting, () => (device.isLeaving() ? logOut() : token.refresh()));
  }

  async function signOut(): Promise<void> {
    device.setLeaving(true); // until the server knows: the cookie would sign them in again with the next page
    tabs.tell('signedOut');
    end('left');
    await untilDone(wait, stopping.signal, device.isLeaving, logOut);
  }

  async function logOut(): Promise<void> {
    await tabs.inTurn(async () => {
      if (!device.isLeaving()) return; // somebody has signed in meanwhile, with a cookie of their own
      await api.POST('/v1/auth/logout', { body: {} }).catch(passIfOver);
      device.setLeaving(false);
    });
    if (get().status === 'starting') end();
  }

  async function reload(): Promise<void> {
    const text = await current();
    if (text === undefined) return;
    const account = await dataOf(api.GET('/v1/auth/me', { headers: { Authorization: `Bearer ${text}` } }));
    presence.update(account);
  }

  async function current(): Promise<string | undefined> {
    if (get().status === 'starting') await presence.started;
    return token.current();
  }

  async function exchange(): Promise<void> {
    if (device.isLeaving()) return end('left');
    const isStarting = get().status === 'starting';
    if (isStarting && !hint.isThere()) return end();
    try {
      enter(await dataOf(api.POST('/v1/auth/refresh', { body: { cookie: true } })));
    } catch (error) {
      passIfOver(error);
      hint.forget();
      end(isStarting ? undefined : 'expired');
    }
  }

  function enterInTurn(call: () => Promise<Schema<'Session'>>): Promise<Account> {
    return tabs.inTurn(async () => {
      const account = enter(await call());
      tabs.tell('signedIn');
      return account;
    });
  }

  function stop(): void {
    stopping.abort();
    unlisten();
    token.drop();
  }
}

/** Signing in and registering; `enter` begins the session that they give. */
function waysIn(
  api: Api,
  device: Device,
  enter: (call: () => Promise<Schema<'Session'>>) => Promise<Account>,
): Pick<Session, 'signIn' | 'register' | 'confirm'> {
  return {
    signIn({ email, password, code }) {
      const deviceToken = code ?? device.token();
      const body = { email, password, cookie: true, ...(deviceToken !== undefined && { deviceToken }) };
      return enter(() => dataOf(api.POST('/v1/auth/login', { body })));
    },
    register: (body) => dataOf(api.POST('/v1/auth/register', { body })),
    confirm(token) {
      const body = { token, cookie: true };
      return enter(() => dataOf(api.POST('/v1/auth/confirm', { body })));
    },
  };
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** Tries again, ever less often, as long as the server cannot be reached or cannot say. */
async function untilDone(
  wait: Wait,
  signal: AbortSignal,
  isDue: () => boolean,
  work: () => Promise<void>,
): Promise<void> {
  for (let delayMs = FIRST_DELAY_MS; isDue() && !signal.aborted; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
    try {
      return await work();
    } catch {
      await wait(delayMs, signal).catch(() => undefined);
    }
  }
}

/** Lets pass that the API says that the login is over; throws where it cannot tell. */
function passIfOver(error: unknown): void {
  const isDecided = error instanceof ProblemError && error.status < 500;
  if (!isDecided || isProblem(error, 'rate_limited')) throw error;
}
