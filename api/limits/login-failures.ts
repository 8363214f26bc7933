import { createHmac } from 'node:crypto';
import { Problem } from '#api/http/problem.ts';
import { addressKey } from './caller-key.ts';
import { limitHeaders } from './headers.ts';
import type { LimitWindow, Standing } from './window.ts';

/** Who tries to sign in as whom. */
export interface LoginAttempt {
  readonly email: string;
  readonly ip: string;
  /** A device that has shown that it is not new to the owner of the mail address. */
  readonly deviceId?: string | undefined;
}

/** Stops the guessing of passwords. */
export interface LoginFailures {
  /**
   * Carries out a login unless too many have failed; then no password is looked at. One caller who has failed too often
   * gets `rate_limited`. Where many have, nobody is shut out: a known device is counted by itself, and any other gets
   * `login_confirmation_required` until it shows that it reads the mail of the address. Counted beforehand, so that trying
   * many at once gains nothing. A success clears what was counted for the mail address at this IP or on this device;
   * elsewhere it gives back its own try only.
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
  /** For one mail address on one known device, in place of the others. */
  readonly device: LimitWindow;
}

interface LoginFailureOptions {
  readonly windows: LoginWindows;
  /** Keeps mail addresses from being read back out of the keys. */
  readonly secret: string;
  /** Whether somebody can be asked by mail; else the window of a mail address refuses as the others do. */
  readonly asksByMail: boolean;
  readonly onRefused: () => void;
}

interface Count {
  readonly window: LimitWindow;
  readonly key: string;
}

/** The first is cleared by a success; the others get back their try. */
type Counts = [own: Count, ...others: Count[]];

/** Whether an address has an account is never asked: known and unknown ones are counted alike. */
export function createLoginFailures({ windows, secret, asksByMail, onRefused }: LoginFailureOptions): LoginFailures {
  return { guard };

  async function guard<Session>(attempt: LoginAttempt, logIn: () => Promise<Session>): Promise<Session> {
    const counts = await admit(attempt);
    const [own, ...others] = counts;
    const session = await logIn().catch(async (error: unknown) => {
      const isFailedLogin = error instanceof Problem && error.code === 'unauthenticated';
      if (!isFailedLogin) await giveBackAll(counts); // an outage is nobody's guess
      throw error;
    });
    // An IP that once signed in may still be guessing for others, and whoever fills the window of an address must not learn
    // that its owner has signed in.
    await Promise.all([own.window.clear(own.key), giveBackAll(others)]);
    return session;
  }

  /** What the attempt counts against. A known device that has used up its own tries counts as any other. */
  async function admit(attempt: LoginAttempt): Promise<Counts> {
    const ofDevice = countOfDevice(attempt);
    if (ofDevice && !(await ofDevice.window.take(ofDevice.key)).isOver) return [ofDevice];
    const counts = countsOf(attempt);
    await takeAll(counts);
    return counts;
  }

  async function takeAll(counts: readonly Count[]): Promise<void> {
    for (const [index, { window, key }] of counts.entries()) {
      const standing = await window.take(key);
      if (!standing.isOver) continue;
      await giveBackAll(counts.slice(0, index));
      onRefused();
      throw asksByMail && window === windows.address ? unconfirmed(standing) : tooMany(standing);
    }
  }

  function countOfDevice({ email, deviceId }: LoginAttempt): Count | undefined {
    return deviceId === undefined ? undefined : { window: windows.device, key: digest(`${email} device ${deviceId}`) };
  }

  function countsOf({ email, ip }: LoginAttempt): Counts {
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

function unconfirmed(standing: Standing): Problem {
  return new Problem('login_confirmation_required', 'too many logins have failed for this mail address', {
    headers: limitHeaders(standing),
  });
}

function tooMany(standing: Standing): Problem {
  return new Problem('rate_limited', 'too many logins have failed', { headers: limitHeaders(standing) });
}
