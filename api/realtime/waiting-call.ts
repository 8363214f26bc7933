import type { IncomingHttpHeaders } from 'node:http';
import { expiryOf, refuseToken } from '#api/http/auth.ts';
import type { Connections } from './connections.ts';

interface WaitingCall {
  readonly connections: Connections;
  readonly accountId: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
}

/**
 * Lets a call wait for something in its caller's name, and for as long as they may call: when their token expires or their
 * account is suspended meanwhile, the signal is aborted and the 401 is thrown that they would get for a new call.
 */
export async function whileAllowed<T>(
  { connections, accountId, headers: { authorization } }: WaitingCall,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const remove = connections.add({
    accountId,
    kind: 'wait',
    expiresAtMs: authorization === undefined ? Infinity : expiryOf(authorization), // an agent's calls have no token
    isStalled: () => false,
    end(reason) {
      if (reason === 'expired') over.abort(refuseToken('the access token has expired'));
      if (reason === 'suspended') over.abort(refuseToken('the account of this token is suspended or gone'));
    },
  });
  try {
    const outcome = await wait(over.signal);
    over.signal.throwIfAborted();
    return outcome;
  } finally {
    remove();
  }
}
