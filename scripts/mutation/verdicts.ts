import type { Mutant } from './mutants.ts';

/** What became of a mutant. */
export const VERDICT = { open: 0, killed: 1, survived: 2, timedOut: 3, notMet: 4 } as const;
export type Verdict = (typeof VERDICT)[keyof typeof VERDICT];

/** True where a test noticed the mutant. */
export const isDead = (verdict: number | undefined): boolean =>
  verdict === VERDICT.killed || verdict === VERDICT.timedOut;

/** In the shared state: the thread is between two mutants. */
export const NO_MUTANT = -1;

/** Which tests meet which mutants. */
export interface Covering {
  readonly milliseconds: readonly number[];
  /** Mutants that act while a module is loaded. */
  readonly loading: ReadonlySet<number>;
  /** By test: how often it meets each mutant. */
  readonly perTest: readonly ReadonlyMap<number, number>[];
}

/** What a thread is to do. */
export interface Order {
  readonly project: string;
  readonly mutants: readonly Mutant[];
  /** The numbers of the mutants to judge. */
  readonly todo: readonly number[];
  readonly sources: ReadonlyMap<string, string>;
  readonly testFiles: readonly string[];
  /** Files that remember what they have worked out, so that a mutant must not meet the memory of another. */
  readonly remembering: ReadonlySet<string>;
  readonly shims: ReadonlyMap<string, string>;
  /** How long the tests of one mutant may take, counted without the mutant. */
  readonly budgetMs: number;
  readonly covering?: Covering;
  /** [the mutant at work, a number that grows with every test], and a verdict a mutant. */
  readonly state: SharedArrayBuffer;
  readonly verdicts: SharedArrayBuffer;
}
