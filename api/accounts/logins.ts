import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { isLocalCall } from '#api/http/known-hosts.ts';
import { Problem } from '#api/http/problem.ts';
import type { Login } from '#contracts/accounts.ts';
import { createDevices, type DeviceDeps } from './devices.ts';
import type { AccountDeps, NewSession, Sessions } from './sessions.ts';

/** What logins need. */
export type LoginDeps = AccountDeps & DeviceDeps;

/** Where a call comes from. */
export interface CallOrigin {
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
}

/** Signs in by password, behind everything that keeps passwords from being guessed. */
export type LogIn = (given: z.output<typeof Login>, from: CallOrigin) => Promise<NewSession>;

/**
 * A device that has signed in before is counted by itself, so nobody else's guesses keep it out. Where an account is under
 * attack, any other device needs the code of a mail; the refusal is the same for addresses without an account.
 */
export function createLogIn(deps: LoginDeps, sessions: Pick<Sessions, 'logIn'>): LogIn {
  const devices = createDevices(deps);
  return async function logIn({ email, password, deviceToken }, from) {
    const device = deviceToken === undefined ? undefined : await devices.recognise(email, deviceToken);
    const attempt = { email, ip: from.ip, deviceId: device?.id };
    const isLocal = isLocalCall(from);
    try {
      const session = await deps.loginFailures.guard(attempt, () => sessions.logIn({ email, password }, { isLocal }));
      await device?.spend();
      return session;
    } catch (error) {
      const isUnderAttack = error instanceof Problem && error.code === 'login_confirmation_required';
      if (isUnderAttack) await devices.sendCode(email);
      throw error;
    }
  };
}
