import type { Api } from '#web/api/client.ts';
import type { Connectivity } from '#web/api/connectivity.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { wait as realWait, type Wait } from '#web/kit/wait.ts';
import type { Session } from '#web/session/session.ts';
import type { TurnPosition } from './agent-text.ts';
import type { LiveMessage, LiveState } from './messages.ts';
import { followBySocket, type Outcome } from './socket.ts';
import { followByStream } from './stream.ts';

/** What a connection is made by. */
export interface ConnectionOptions {
  readonly session: Pick<Session, 'current' | 'renew'>;
  readonly api: Api;
  readonly connectivity: Pick<Connectivity, 'doubt' | 'reached' | 'whenOnline'>;
  /** Where sockets connect. */
  readonly url: string;
  readonly wait?: Wait;
  readonly signal: AbortSignal;
  readonly onState: (state: LiveState) => void;
}

interface LeaderOptions extends ConnectionOptions {
  readonly position: () => number | undefined;
  readonly turns: () => TurnPosition[];
  readonly tell: (message: LiveMessage) => void;
  /** Given the way to ask for the missing pieces of a turn. */
  readonly onRefill: (refill: (turn: TurnPosition) => void) => void;
}

/** So often a socket fails while the API answers, before the feed comes by a stream. */
const SOCKET_TRIES = 2;
const LONGEST_DELAY_MS = 30_000;
const FLOODING_MS = 60_000;

/** Holds the connection until the signal is aborted or the login is over. */
export async function followTheFeed(options: LeaderOptions): Promise<void> {
  const { session, api, connectivity, signal, position, tell, onState, wait = realWait } = options;
  let failures = 0;
  for (;;) {
    onState('connecting');
    const token = await session.current().catch(() => undefined);
    if (signal.aborted) return;
    if (failures >= SOCKET_TRIES) {
      await byStream().catch(onStreamFailed);
      failures = SOCKET_TRIES - 1; // one more socket, and if that does not pass, a stream again
    } else {
      const outcome: Outcome = token === undefined ? { kind: 'unopened' } : await bySocket(token);
      if (outcome.kind === 'left' || signal.aborted) return;
      if (!(await prepareNext(outcome, token))) return;
    }
    if (signal.aborted) return;
  }

  function bySocket(token: string): Promise<Outcome> {
    return followBySocket({
      url: options.url,
      token,
      signal,
      resume: { after: position(), turns: options.turns() },
      onOpen(after) {
        failures = 0;
        connectivity.reached();
        tell({ kind: 'at', seq: after });
        onState('socket');
      },
      onItem: (item) => tell({ kind: 'item', item }),
      onPart: (part) => tell({ kind: 'part', part }),
      onAsk: (ask) => options.onRefill((turn) => ask?.({ after: position(), turns: [turn] })),
    });
  }

  /** False when there is no next one. */
  async function prepareNext(outcome: Outcome, token: string | undefined): Promise<boolean> {
    switch (outcome.kind) {
      case 'ended':
        if (outcome.reason === 'suspended') return (tell({ kind: 'suspended' }), false);
        if (outcome.reason === 'expired') await renew(token);
        else await pause(outcome.reason === 'flooding' ? FLOODING_MS : delayAfter(failures));
        return true;
      case 'refused':
        if (outcome.problem.code === 'unauthenticated') await renew(token);
        if (outcome.problem.code === 'validation_failed') tell({ kind: 'lost' }); // no such number in this feed
        failures = Math.max(failures, 1);
        await pause(delayAfter(failures));
        return true;
      case 'left':
        return false;
      case 'lost':
      case 'unopened':
        connectivity.doubt(); // when the API answers, it is the socket that does not pass
        await connectivity.whenOnline(signal).catch(() => undefined);
        if (outcome.kind === 'unopened') failures += 1;
        await pause(delayAfter(failures));
        return true;
    }
  }

  function byStream(): Promise<void> {
    const after = position();
    const onOpen = (): void => {
      if (after === undefined) tell({ kind: 'lost' }); // it begins now, and pages were read before
      onState('stream');
    };
    return followByStream({ api, after, signal, onOpen, onItem: (item) => tell({ kind: 'item', item }) });
  }

  async function onStreamFailed(error: unknown): Promise<void> {
    if (isProblem(error, 'validation_failed')) tell({ kind: 'lost' });
    await pause(delayAfter(failures));
  }

  async function renew(token: string | undefined): Promise<void> {
    if (token !== undefined) await session.renew(token).catch(() => undefined);
  }

  async function pause(ms: number): Promise<void> {
    await wait(ms, signal).catch(() => undefined);
  }
}

/** Spread, so that the clients of a server that was restarted do not come at once. */
function delayAfter(failures: number): number {
  return Math.min(500 * 2 ** failures, LONGEST_DELAY_MS) * (0.5 + Math.random());
}
