import { createHmac } from 'node:crypto';
import { Problem } from '#api/http/problem.ts';
import { addressKey } from './caller-key.ts';
import { limitHeaders } from './headers.ts';
import type { LimitWindow, Standing } from './window.ts';

/** Who tries to sign in as whom. */
export interface LoginAttempt {
  readonly email: string;
  readonly ip: string;
}

/** Stops the guessing of passwords. */
export interface LoginFailures {
  /**
   * Carries out a login unless too many have failed; then it throws `rate_limited` and no password is looked at. Counted
   * beforehand, so that trying many at once gains nothing. A success clears what was counted for the mail address at this
   * IP; elsewhere it gives back its own try only.
   */
  guard<Session>(attempt: LoginAttempt, logIn: () => Promise<Session>): Promise<Session>;
}

/** The windows in which failures are counted. */
export interface LoginWindows {
  /** For one mail address from one IP. Comes first: it keeps one caller from shutting somebody else's address. */
  readonly pair: LimitWindow;
  /** From one IP, whatever the mail addresses. */
  readonly ip: LimitWindow;
  /** For one mail address, wherever from. */
  readonly address: LimitWindow;
}

interface LoginFailureOptions {
  readonly windows: LoginWindows;
  /** Keeps mail addresses from being read back out of the keys. */
  readonly secret: string;
  readonly onRefused: () => void;
}

interface Count {
  readonly window: LimitWindow;
  readonly key: string;
}

/** Whether an address has an account is never asked: known and unknown ones are counted alike. */
export function createLoginFailures({ windows, secret, onRefused }: LoginFailureOptions): LoginFailures {
  return { guard };

  async function guard<Session>(attempt: LoginAttempt, logIn: () => Promise<Session>): Promise<Session> {
    const counts = countsOf(attempt);
    const [pair, ...others] = counts;
    await takeAll(counts);
    const session = await logIn().catch(async (error: unknown) => {
      const isFailedLogin = error instanceof Problem && error.code === 'unauthenticated';
      if (!isFailedLogin) await giveBackAll(counts); // an outage is nobody's guess
      throw error;
    });
    // An IP that once signed in may still be guessing for others, and whoever fills the window of an address must not learn
    // that its owner has signed in.
    await Promise.all([pair.window.clear(pair.key), giveBackAll(others)]);
    return session;
  }

  async function takeAll(counts: readonly Count[]): Promise<void> {
    for (const [index, { window, key }] of counts.entries()) {
      const standing = await window.take(key);
      if (!standing.isOver) continue;
      await giveBackAll(counts.slice(0, index));
      onRefused();
      throw tooMany(standing);
    }
  }

  function countsOf({ email, ip }: LoginAttempt): [pair: Count, ip: Count, address: Count] {
    const ipKey = addressKey(ip);
    return [
      { window: windows.pair, key: digest(`${email} ${ipKey}`) },
      { window: windows.ip, key: ipKey },
      { window: windows.address, key: digest(email) },
    ];
  }

  function digest(text: string): string {
    return createHmac('sha256', secret).update(`login failure ${text}`).digest('base64url');
  }
}

async function giveBackAll(counts: readonly Count[]): Promise<void> {
  await Promise.all(counts.map(({ window, key }) => window.giveBack(key)));
}

function tooMany(standing: Standing): Problem {
  return new Problem('rate_limited', 'too many logins have failed', { headers: limitHeaders(standing) });
}
