import { Problem } from '#api/http/problem.ts';
import type { ProblemCode } from '#contracts/problem.ts';
import { decide, type Facts, type Lifecycle, type Refusal, type Side } from '#domain/lifecycles/transitions.ts';

/** A refusal by a guard in words of its own. */
export interface Explained {
  readonly code: ProblemCode;
  readonly message: string;
  readonly info: Readonly<Record<string, unknown>>;
}

/** A command that somebody gives to an aggregate as the database has it now. */
export interface Attempt<Status extends string, Command extends string, Guard extends string> {
  readonly lifecycle: Lifecycle<Status, Command, Guard>;
  readonly status: Status;
  readonly command: NoInfer<Command>;
  readonly side: Side;
  readonly facts: Facts<NoInfer<Guard>>;
  /** The problem's code; `invalid_transition` unless the aggregate has a better one. */
  readonly code?: ProblemCode;
  /** What the caller could do instead. */
  readonly allowedActions: readonly string[];
  /** The code, the words and the further info of guards that have some of their own. */
  readonly explain?: (guard: Guard) => Explained | undefined;
}

/**
 * Throws a 409 in the words of the aggregate's table when the table does not allow the command. What the database says is
 * committed, so this is a refusal for good; whatever passes is still decided by the workflow.
 */
export function requireAllowed<Status extends string, Command extends string, Guard extends string>(
  attempt: Attempt<Status, Command, Guard>,
): void {
  const { lifecycle, status, command, side, facts, code = 'invalid_transition', allowedActions } = attempt;
  const decision = decide(lifecycle, status, command, side, facts);
  if (decision.allowed) return;
  const { refusal } = decision;
  const explained = refusal.kind === 'guard' ? attempt.explain?.(refusal.guard) : undefined;
  throw new Problem(explained?.code ?? code, explained?.message ?? inWords(attempt, refusal), {
    info: { status, allowedActions: [...allowedActions], ...explained?.info },
  });
}

function inWords<Status extends string, Command extends string, Guard extends string>(
  { lifecycle, status, command, side }: Attempt<Status, Command, Guard>,
  refusal: Refusal<Guard>,
): string {
  const noun = lifecycle.name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  const article = /^[aeiou]/.test(noun) ? 'an' : 'a';
  const moves = lifecycle.transitions.filter((move) => move.command === command);
  switch (refusal.kind) {
    case 'status':
      return `the ${noun} is ${status}; ${command} needs it to be ${either(moves.map(({ from }) => from))}`;
    case 'side': {
      const sides = moves.filter(({ from }) => from === status).flatMap(({ by }) => by);
      return `${command} of ${article} ${noun} that is ${status} is for the ${either(sides)}, not for the ${side}`;
    }
    case 'guard':
      return `${command} of ${article} ${noun} needs '${refusal.guard.replaceAll('_', ' ')}', which does not hold now`;
  }
}

function either(words: readonly string[]): string {
  return [...new Set(words)].join(' or ').replaceAll(/ or (?=.* or )/g, ', ');
}
