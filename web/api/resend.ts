import { wait as realWait, type Wait } from '#web/kit/wait.ts';
import type { Connectivity } from './connectivity.ts';
import { OfflineError, problemOf } from './problem-error.ts';
import type { ServerWaits, WaitReason } from './server-waits.ts';

/** The access tokens of whoever is signed in. */
export interface Tokens {
  /** The token to send; undefined when nobody is signed in. */
  current(): Promise<string | undefined>;
  /** The token to send in place of one that was refused; undefined when the login is over. */
  renew(refused: string): Promise<string | undefined>;
}

export interface ResendOptions {
  readonly tokens: Tokens;
  readonly waits: ServerWaits;
  readonly connectivity: Pick<Connectivity, 'doubt' | 'reached' | 'whenOnline'>;
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly wait?: Wait;
  readonly now?: () => number;
}

export const KEY_HEADER = 'Idempotency-Key';
/** So long a call is sent again at most, all waits together; then its problem is the caller's. */
export const MAX_WAIT_MS = 120_000;
const DEFAULT_DELAY_MS = 1_000;
/** The longest pause between two tries of a call that the network cuts though the server is there. */
const LONGEST_DELAY_MS = 15_000;
/** Spreads the calls of many clients that were all told the same moment. */
const JITTER_MS = 250;

/**
 * A fetch for the API. It sends the access token, and a call with a refused token once more with a new one. A call that
 * has no second effect when it comes twice (a read, or one with an Idempotency-Key) is sent again after `Retry-After` of a
 * 503, of a 429 and while it is in flight, and one with a key also when the connection is back: at once the first time, and
 * ever less often while this call alone gets no answer. The signal of the call ends each wait.
 */
export function createResend(options: ResendOptions): (request: Request) => Promise<Response> {
  const { tokens, waits, connectivity, wait = realWait, now = Date.now } = options;
  const send = options.fetch ?? ((request: Request) => fetch(request));

  return async function resend(request) {
    const { signal } = request;
    const key = request.headers.get(KEY_HEADER) ?? undefined;
    const givesUpAtMs = now() + MAX_WAIT_MS;
    let token = await tokens.current();
    let isRenewed = false;
    let unanswered = 0;
    for (;;) {
      const response = await attempt(request, token);
      if (response === undefined) {
        if (key === undefined || now() > givesUpAtMs) throw new OfflineError(UNREACHABLE);
        await reconnected({ key, signal, givesUpAtMs, unanswered });
        unanswered += 1;
        continue;
      }
      unanswered = 0;
      if (response.status === 401 && token !== undefined && !isRenewed) {
        isRenewed = true;
        token = await tokens.renew(token);
        if (token === undefined) return response;
        continue;
      }
      const pause = await pauseOf(response, key !== undefined || request.method === 'GET');
      if (!pause || now() + pause.delayMs > givesUpAtMs) return response;
      const { reason, delayMs } = pause;
      await waits.during({ reason, untilMs: now() + delayMs, key }, () => wait(delayMs, signal));
    }
  };

  /** Undefined when there was no answer. */
  async function attempt(request: Request, token: string | undefined): Promise<Response | undefined> {
    const copy = request.clone(); // the next attempt needs the body again
    if (token !== undefined) copy.headers.set('Authorization', `Bearer ${token}`);
    try {
      const response = await send(copy);
      connectivity.reached();
      return response;
    } catch (error) {
      if (request.signal.aborted) throw error;
      connectivity.doubt();
      return undefined;
    }
  }

  /** The health of the server says little about this call: something between may cut it each time. */
  async function reconnected({ key, signal, givesUpAtMs, unanswered }: Unanswered): Promise<void> {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(new OfflineError(UNREACHABLE)), givesUpAtMs - now());
    const either = AbortSignal.any([signal, given.signal]);
    const pauseMs = unanswered === 0 ? 0 : Math.min(DEFAULT_DELAY_MS * 2 ** (unanswered - 1), LONGEST_DELAY_MS);
    try {
      await waits.during({ reason: 'offline', untilMs: undefined, key }, async () => {
        await connectivity.whenOnline(either);
        if (pauseMs > 0) await wait(pauseMs + Math.random() * JITTER_MS, either);
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

const UNREACHABLE = 'the server cannot be reached';

interface Unanswered {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly givesUpAtMs: number;
  /** How often it got no answer before, one time after the other. */
  readonly unanswered: number;
}

interface Pause {
  readonly reason: WaitReason;
  readonly delayMs: number;
}

async function pauseOf(response: Response, isRepeatable: boolean): Promise<Pause | undefined> {
  if (!isRepeatable || ![409, 429, 503].includes(response.status)) return undefined;
  const { code } = await problemOf(response.clone());
  const reason = reasonOf(code, response.status);
  if (reason === undefined) return undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const delayMs = Number.isFinite(seconds) ? seconds * 1_000 : DEFAULT_DELAY_MS;
  return { reason, delayMs: delayMs + Math.random() * JITTER_MS };
}

function reasonOf(code: string, status: number): WaitReason | undefined {
  if (code === 'idempotency_in_flight') return 'in_flight';
  if (code === 'rate_limited') return 'rate_limited'; // `quota_used_up` is no matter of seconds
  return status === 503 ? 'unavailable' : undefined;
}
