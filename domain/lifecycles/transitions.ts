/** The sides that people act for. */
export const PARTIES = ['consumer', 'provider', 'admin'] as const;
export type Party = (typeof PARTIES)[number];

/** Which side of an aggregate acts. `system` is Proxie itself: a timer, a match, the end of another aggregate. */
export const SIDES = [...PARTIES, 'system'] as const;
export type Side = (typeof SIDES)[number];

/** One allowed move. A move whose `to` equals its `from` changes the aggregate's fields and not its state. */
export interface Transition<Status extends string, Command extends string, Guard extends string = never> {
  readonly from: Status;
  readonly to: Status;
  readonly command: Command;
  readonly by: readonly Side[];
  readonly guard?: Guard;
  /** What happens, in the words the documentation and the diagrams use. */
  readonly meaning: string;
}

/** What is true of the aggregate now, one entry a guard of its table. */
export type Facts<Guard extends string> = Readonly<Record<Guard, boolean>>;

/** One aggregate's life as data: the only place that says which moves exist and who may make them. */
export interface Lifecycle<Status extends string, Command extends string, Guard extends string = never> {
  readonly name: string;
  readonly statuses: readonly Status[];
  readonly start: Status;
  readonly transitions: readonly Transition<Status, Command, Guard>[];
}

/** Why a command is refused: no such move from this state, not this side's move, or its guard does not hold. */
export type Refusal<Guard extends string> =
  | { readonly kind: 'status' }
  | { readonly kind: 'side' }
  | { readonly kind: 'guard'; readonly guard: Guard };

/** Outcome of `decide`: the move to make, or why there is none. */
export type Decision<Status extends string, Command extends string, Guard extends string> =
  | { readonly allowed: true; readonly transition: Transition<Status, Command, Guard> }
  | { readonly allowed: false; readonly refusal: Refusal<Guard> };

/** Answers for every command, side and state whether the move is in the table and its guard holds. */
export function decide<Status extends string, Command extends string, Guard extends string>(
  lifecycle: Lifecycle<Status, Command, Guard>,
  status: Status,
  command: Command,
  side: Side,
  facts: Facts<Guard>,
): Decision<Status, Command, Guard> {
  const moves = lifecycle.transitions.filter((move) => move.from === status && move.command === command);
  if (moves.length === 0) return { allowed: false, refusal: { kind: 'status' } };
  const own = moves.filter((move) => move.by.includes(side));
  if (own.length === 0) return { allowed: false, refusal: { kind: 'side' } };
  const transition = own.find((move) => move.guard === undefined || facts[move.guard]);
  if (transition) return { allowed: true, transition };
  const guard = own[0]?.guard;
  return { allowed: false, refusal: guard === undefined ? { kind: 'status' } : { kind: 'guard', guard } };
}

/** The commands a side may give now, in the table's order, each once. */
export function allowedCommands<Status extends string, Command extends string, Guard extends string>(
  lifecycle: Lifecycle<Status, Command, Guard>,
  status: Status,
  side: Side,
  facts: Facts<Guard>,
): Command[] {
  const commands = new Set(lifecycle.transitions.map((move) => move.command));
  return [...commands].filter((command) => decide(lifecycle, status, command, side, facts).allowed);
}

/** True when no move leads out of the state for anybody. */
export function isFinal<Status extends string, Command extends string, Guard extends string>(
  lifecycle: Lifecycle<Status, Command, Guard>,
  status: Status,
): boolean {
  return !lifecycle.transitions.some((move) => move.from === status && move.to !== status);
}
