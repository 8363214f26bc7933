import type { Schema } from '#web/api/client.ts';
import { createStore, type Store } from '#web/kit/store.ts';
import type { AccessToken } from './access-token.ts';
import type { Device } from './device.ts';

export type Account = Schema<'Account'>;

/** Why somebody is not signed in any more; `left` by their own choice. */
export type SignedOutReason = 'left' | 'expired' | 'suspended';

export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'signedOut'; readonly reason?: SignedOutReason }
  | { readonly status: 'signedIn'; readonly account: Account };

/** Who is there in this tab, and with which token. */
export interface Presence extends Store<SessionState> {
  /** Settled once it is known whether somebody is signed in. */
  readonly started: Promise<void>;
  readonly enter: (session: Schema<'Session'>) => Account;
  readonly end: (reason?: SignedOutReason) => void;
  /** The account of whoever is there has changed. */
  update(account: Account): void;
}

interface PresenceOptions {
  readonly token: () => AccessToken;
  readonly device: Device;
  readonly onPersonChanged: () => void;
}

/** Nothing that was read for one person is left when another comes, or nobody. */
export function createPresence({ token, device, onPersonChanged }: PresenceOptions): Presence {
  const store = createStore<SessionState>({ status: 'starting' });
  const started = Promise.withResolvers<void>();
  return { get: store.get, subscribe: store.subscribe, started: started.promise, enter, end, update };

  function enter({ accessToken, expiresInSeconds, deviceToken, account }: Schema<'Session'>): Account {
    const before = store.get();
    device.keep(deviceToken);
    device.setLeaving(false);
    token().put(accessToken, expiresInSeconds * 1_000);
    if (before.status === 'signedIn' && before.account.id !== account.id) onPersonChanged();
    store.set({ status: 'signedIn', account });
    started.resolve();
    return account;
  }

  function end(reason?: SignedOutReason): void {
    const { status } = store.get();
    token().drop();
    if (status === 'signedOut') return;
    store.set({ status: 'signedOut', ...(reason && { reason }) });
    started.resolve();
    if (status === 'signedIn') onPersonChanged();
  }

  function update(account: Account): void {
    const now = store.get();
    if (now.status === 'signedIn' && now.account.id === account.id) store.set({ status: 'signedIn', account });
  }
}
