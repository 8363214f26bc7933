import { Problem } from '#api/http/problem.ts';
import type { SocketLimitName } from '#platform/config/limits.ts';
import { addressKey, userKey } from './caller-key.ts';
import type { LimitWindow, Standing } from './window.ts';

/** What sockets may do, for an account and for an address, whichever processes they are at. */
export interface SocketLimits {
  /** Counts a connection before anything is done for it. Throws `rate_limited` when its address has connected or sent too much. */
  admitAddress(address: string): Promise<void>;
  /** The same for an account, once it is known. */
  admitAccount(accountId: string): Promise<void>;
  /** Counts what was sent; false when it is more than its address, or its account where that is known, may send. */
  mayHaveSent(
    kilobytes: number,
    by: { readonly address: string; readonly accountId: string | undefined },
  ): Promise<boolean>;
}

interface SocketLimitsOptions {
  readonly windows: Readonly<Record<SocketLimitName, LimitWindow>>;
  /** Told of every connection that was turned away or was one too many. */
  readonly onRefused: (what: 'socket_connects' | 'socket_traffic') => void;
}

/** Who connects counts as having sent this much, so that whoever has sent too much stays away until the window ends. */
const CONNECT_KILOBYTES = 1;

/** Makes the limits of sockets from their windows. */
export function createSocketLimits({ windows, onRefused }: SocketLimitsOptions): SocketLimits {
  return {
    admitAddress: (address) => admit(windows.connects_address, windows.kilobytes_address, addressKey(address)),
    admitAccount: (accountId) => admit(windows.connects_account, windows.kilobytes_account, userKey(accountId)),
    async mayHaveSent(kilobytes, { address, accountId }) {
      const counted = [windows.kilobytes_address.take(addressKey(address), kilobytes)];
      if (accountId !== undefined) counted.push(windows.kilobytes_account.take(userKey(accountId), kilobytes));
      const isOver = (await Promise.all(counted)).some((standing) => standing.isOver);
      if (isOver) onRefused('socket_traffic');
      return !isOver;
    },
  };

  async function admit(connects: LimitWindow, traffic: LimitWindow, key: string): Promise<void> {
    const connected = await connects.take(key);
    if (connected.isOver) refuse('socket_connects', connected, 'too many sockets were opened');
    const sent = await traffic.take(key, CONNECT_KILOBYTES);
    if (sent.isOver) refuse('socket_traffic', sent, 'too much was sent over sockets');
  }

  function refuse(what: 'socket_connects' | 'socket_traffic', { resetMs }: Standing, detail: string): never {
    onRefused(what);
    const seconds = Math.ceil(resetMs / 1_000);
    throw new Problem('rate_limited', `${detail}; connect again in ${seconds} seconds`, {
      headers: { 'Retry-After': String(seconds) },
      info: { retryAfterSeconds: seconds },
    });
  }
}
