import type { ChatStream } from '#contracts/events.ts';
import { createStore, type Store } from '#web/kit/store.ts';

/** The answer of a turn while it is being written. */
export interface WrittenTurn {
  readonly turnId: string;
  readonly conversationId: string;
  readonly attempt: number;
  readonly text: string;
}

export interface TurnPosition {
  readonly turnId: string;
  readonly attempt: number;
  readonly offset: number;
}

/** The texts of the agent that are on their way. The stored message replaces each. */
export interface AgentText {
  /** What is being written in a conversation, oldest turn first; the same array until it changes. */
  ofConversation(conversationId: string): Store<readonly WrittenTurn[]>;
  take(part: ChatStream): void;
  /** The stored message is there, or there will be none. What comes later of the turn is dropped. */
  finish(turnId: string): void;
  /** How far each turn is, for `feed:resume`. */
  positions(): TurnPosition[];
  /** Calls the listener when a turn misses a piece, with how far it is. */
  onHole(listener: (turn: TurnPosition) => void): () => void;
  clear(): void;
}

interface Turn extends WrittenTurn {
  /** Pieces behind a hole, by their offset. */
  readonly ahead: ReadonlyMap<number, string>;
}

const NOTHING: readonly WrittenTurn[] = [];
const MAX_TURNS = 10;
const MAX_AHEAD = 100;
const MAX_FINISHED = 200;

/** Puts pieces together by attempt and offset: repeated ones change nothing, early ones wait for those before them. */
export function createAgentText(): AgentText {
  const turns = new Map<string, Turn>();
  const finished = new Set<string>();
  const holeListeners = new Set<(turn: TurnPosition) => void>();
  const all = createStore<ReadonlyMap<string, readonly WrittenTurn[]>>(new Map());
  return { ofConversation, take, finish, positions, onHole, clear };

  function ofConversation(conversationId: string): Store<readonly WrittenTurn[]> {
    return { get: () => all.get().get(conversationId) ?? NOTHING, subscribe: all.subscribe };
  }

  function take(part: ChatStream): void {
    const { turnId, conversationId, attempt } = part;
    if (finished.has(turnId)) return;
    const known = turns.get(turnId);
    if (known && attempt < known.attempt) return;
    const isNew = !known || attempt > known.attempt;
    const turn: Turn = isNew ? { turnId, conversationId, attempt, text: '', ahead: new Map() } : known;
    if (part.kind === 'restart') {
      if (isNew) keep(turn); // one that comes behind its first piece has nothing to say any more
      return;
    }
    const next = joined(turn, part.offset, part.text);
    keep(next);
    if (next.ahead.size === 0 || turn.ahead.size > 0) return;
    for (const listener of holeListeners) listener(positionOf(next));
  }

  function keep(turn: Turn): void {
    turns.set(turn.turnId, turn);
    const [oldest] = turns.keys();
    if (turns.size > MAX_TURNS && oldest !== undefined) turns.delete(oldest);
    show();
  }

  function finish(turnId: string): void {
    finished.add(turnId);
    const [oldest] = finished;
    if (finished.size > MAX_FINISHED && oldest !== undefined) finished.delete(oldest);
    if (turns.delete(turnId)) show();
  }

  function positions(): TurnPosition[] {
    return [...turns.values()].map(positionOf);
  }

  function onHole(listener: (turn: TurnPosition) => void): () => void {
    holeListeners.add(listener);
    return () => void holeListeners.delete(listener);
  }

  function clear(): void {
    turns.clear();
    finished.clear();
    show();
  }

  /** Conversations in which nothing has changed keep their arrays, so that nothing is rendered for nothing. */
  function show(): void {
    const before = all.get();
    const now = Map.groupBy<string, WrittenTurn>(turns.values(), (turn) => turn.conversationId);
    const next = [...now].map(([id, own]): [string, readonly WrittenTurn[]] => {
      const old = before.get(id);
      return [id, old?.length === own.length && own.every((turn, at) => turn === old[at]) ? old : own];
    });
    all.set(new Map(next));
  }
}

const positionOf = ({ turnId, attempt, text }: Turn): TurnPosition => ({ turnId, attempt, offset: text.length });

function joined(turn: Turn, offset: number, text: string): Turn {
  const ahead = new Map(turn.ahead);
  if (ahead.size < MAX_AHEAD || offset <= turn.text.length) ahead.set(offset, text);
  let whole = turn.text;
  for (const [at, piece] of [...ahead].toSorted(([a], [b]) => a - b)) {
    if (at > whole.length) break;
    whole += piece.slice(whole.length - at);
    ahead.delete(at);
  }
  return { ...turn, text: whole, ahead };
}
