import type { Socket } from 'socket.io-client';
import type { ChatStream, SessionEnded } from '#contracts/events.ts';
import type { Schema } from '#web/api/client.ts';
import type { TurnPosition } from './agent-text.ts';
import { FEED_TYPES, type FeedItem } from './feed-effects.ts';

type Problem = Schema<'Problem'>;

/** How a connection ended. `unopened`: nothing came of it. */
export type Outcome =
  | { readonly kind: 'unopened' | 'lost' | 'left' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'ended'; readonly reason: SessionEnded['reason'] };

export interface SocketHandlers {
  /** The number behind which the feed goes on. */
  readonly onOpen: (after: number) => void;
  readonly onItem: (item: FeedItem) => void;
  readonly onPart: (part: ChatStream) => void;
}

interface Resume {
  readonly after?: number | undefined;
  readonly turns?: readonly TurnPosition[];
}

interface SocketOptions extends SocketHandlers {
  readonly url: string;
  readonly token: string;
  readonly resume: Resume;
  readonly signal: AbortSignal;
  /** Given the way to ask for more while the socket is open; called with undefined at its end. */
  readonly onAsk: (ask: ((resume: Resume) => void) | undefined) => void;
}

type Acknowledgement =
  | { readonly ok: true; readonly after: number }
  | { readonly ok: false; readonly problem: Problem };

const OPEN_MS = 10_000;

/** One connection from its opening to its end. Whoever calls decides whether there is another. */
export async function followBySocket(options: SocketOptions): Promise<Outcome> {
  const { url, token, resume, signal, onOpen, onItem, onPart, onAsk } = options;
  const loaded = await import('socket.io-client').catch(() => undefined); // by the tab that holds the socket alone
  if (!loaded) return { kind: 'unopened' };
  const over = Promise.withResolvers<Outcome>();
  let isOpen = false;
  const socket: Socket = loaded.io(url, {
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: OPEN_MS,
  });
  for (const type of FEED_TYPES) socket.on(type, onItem);
  socket.on('chat:stream', onPart);
  socket.on('connect', () => void open());
  socket.on('connect_error', (error: Error & { readonly data?: Problem }) => {
    over.resolve(error.data ? { kind: 'refused', problem: error.data } : { kind: 'unopened' });
  });
  socket.on('session:ended', ({ reason }: SessionEnded) => over.resolve({ kind: 'ended', reason }));
  socket.on('disconnect', () => over.resolve({ kind: isOpen ? 'lost' : 'unopened' }));
  const leave = (): void => over.resolve({ kind: 'left' });
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  try {
    return await over.promise;
  } finally {
    signal.removeEventListener('abort', leave);
    onAsk(undefined);
    socket.off();
    socket.disconnect();
  }

  async function open(): Promise<void> {
    const answer = await ask(resume).catch(() => undefined);
    if (!answer) return over.resolve({ kind: 'unopened' });
    if (!answer.ok) return over.resolve({ kind: 'refused', problem: answer.problem });
    isOpen = true;
    onOpen(answer.after);
    onAsk((more) => void ask(more).catch(() => undefined));
  }

  function ask({ after, turns }: Resume): Promise<Acknowledgement> {
    const sent = { ...(after !== undefined && { after }), ...(turns && { turns }) };
    return socket.timeout(OPEN_MS).emitWithAck('feed:resume', sent) as Promise<Acknowledgement>;
  }
}
