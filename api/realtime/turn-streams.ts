import type { ChatStream, TurnPosition } from '#contracts/events.ts';
import type { LiveChannel, LiveEvent } from '#platform/live/live-channel.ts';

/** The texts that are being written for one socket. */
export interface TurnStreams {
  /** Hears of an event; what the client gets is in order, without holes and without repetitions, or stops. */
  take(event: LiveEvent): void;
  /** Goes on from where a client has a turn's text. */
  resume(turns: readonly TurnPosition[]): Promise<void>;
  /** The answer is there: what is still to come of its preview is of no use. */
  finish(turnId: string): void;
}

interface TurnStreamsOptions {
  readonly accountId: string;
  readonly live: Pick<LiveChannel, 'read'>;
  /** False when the client cannot take it now. */
  readonly emit: (part: ChatStream) => boolean;
}

interface Turn {
  readonly turnId: string;
  /** 0: the client has nothing of it. */
  attempt: number;
  /** How much of this attempt's text the client has. */
  offset: number;
  isReading: boolean;
  /** Something came while it was read. */
  isStale: boolean;
  /** Nothing more is sent of this attempt. */
  isOver: boolean;
  /** The answer is there, so that no attempt is shown any more. */
  isFinished: boolean;
}

/** A client follows few turns at a time; whoever follows more loses the preview of the oldest. */
const MAX_TURNS = 20;

/** Follows turns. Whoever joins in the middle, or misses something, is first given what was kept. */
export function createTurnStreams({ accountId, live, emit }: TurnStreamsOptions): TurnStreams {
  const turns = new Map<string, Turn>();
  return { take, resume, finish };

  function take(event: LiveEvent): void {
    const turn = turnOf(event.turnId);
    if (turn.isReading) turn.isStale = true;
    else if (apply(turn, event) === 'gap') void catchUp(turn);
  }

  async function resume(positions: readonly TurnPosition[]): Promise<void> {
    await Promise.all(
      positions.map(({ turnId, attempt, offset }) => {
        const turn = turnOf(turnId);
        Object.assign(turn, { attempt, offset, isOver: false, isFinished: false });
        return catchUp(turn);
      }),
    );
  }

  function finish(turnId: string): void {
    turnOf(turnId).isFinished = true; // also of one that was not heard of: what comes late comes too late
  }

  function turnOf(turnId: string): Turn {
    const known = turns.get(turnId);
    if (known) return known;
    const turn = { turnId, attempt: 0, offset: 0, isReading: false, isStale: false, isOver: false, isFinished: false };
    turns.set(turnId, turn);
    const [oldest] = turns.keys();
    if (turns.size > MAX_TURNS && oldest !== undefined) turns.delete(oldest);
    return turn;
  }

  async function catchUp(turn: Turn): Promise<void> {
    if (turn.isReading) return void (turn.isStale = true);
    turn.isReading = true;
    do {
      turn.isStale = false;
      const parts = await live.read(turn.turnId, 0); // all of it: the newest attempt may be another than the client's
      for (const part of parts) {
        // Whose it is stands in what was kept, never in what a client says.
        if (part.accountId === accountId && apply(turn, { kind: 'stream', ...part }) === 'gap') turn.isOver = true;
      }
    } while (turn.isStale);
    turn.isReading = false;
  }

  function apply(turn: Turn, event: LiveEvent): 'gap' | undefined {
    const { attempt } = event;
    if (turn.isFinished || attempt < turn.attempt) return undefined;
    if (attempt > turn.attempt) begin(turn, event);
    if (turn.isOver || event.kind === 'restart') return undefined;
    if (event.offset > turn.offset) return 'gap';
    const text = event.text.slice(turn.offset - event.offset);
    if (text === '') return undefined;
    const { conversationId, turnId } = event;
    const wasTaken = emit({ kind: 'text', conversationId, turnId, attempt, offset: turn.offset, text });
    turn.offset += text.length;
    turn.isOver = !wasTaken; // a preview is not worth waiting for; the answer comes by the feed
    return undefined;
  }

  function begin(turn: Turn, { conversationId, turnId, attempt }: LiveEvent): void {
    const isAnew = turn.attempt > 0;
    Object.assign(turn, { attempt, offset: 0, isOver: false });
    if (isAnew) emit({ kind: 'restart', conversationId, turnId, attempt });
  }
}
