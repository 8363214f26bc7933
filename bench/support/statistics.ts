import type { Figure } from './bench.ts';

/** One variant of what is compared: does its share of a round and answers one number. */
export type Variant = () => Promise<number>;

/** How many rounds are wanted, and the time after which no further one begins. */
export interface Rounds {
  readonly rounds: number;
  readonly budgetMs: number;
  /** Whether the first round warms up and does not count; yes, unless something before has done that. */
  readonly warmUp?: boolean;
}

/**
 * Runs the variants in turn (A B A B …), so that whatever else the machine does meets all of them alike; at least one
 * round counts. Answers each variant's numbers, round by round.
 */
export async function interleave<Name extends string>(
  { rounds, budgetMs, warmUp = true }: Rounds,
  variants: Readonly<Record<Name, Variant>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(variants) as Name[];
  const numbers = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const deadline = performance.now() + budgetMs;
  for (let round = warmUp ? 0 : 1; round <= rounds && (round < 2 || performance.now() < deadline); round++) {
    for (const name of names) {
      const number = await variants[name]();
      if (round > 0) numbers[name].push(number);
    }
  }
  return numbers;
}

/** The value in the middle, between neighbours where there is none. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** The value below which that share of the numbers lies, between neighbours in proportion. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

/** A figure of the rounds: their median, and how far apart they lie. */
export function overRounds(what: string, unit: string, numbers: readonly number[], judgedBy?: string): Figure {
  const range = [Math.min(...numbers), Math.max(...numbers)] as const;
  return { what, unit, value: median(numbers), range, ...(judgedBy !== undefined && { judgedBy }) };
}

/** The figure of a ratio, taken round by round: the neighbours of one round met the same machine. */
export function ratio(what: string, of: readonly number[], to: readonly number[], judgedBy?: string): Figure {
  return overRounds(
    what,
    '×',
    of.map((number, round) => number / (to[round] ?? Number.NaN)),
    judgedBy,
  );
}

/** A figure of all times together: so much of them lies below it, and how far apart the rounds lie in that. */
export function pooled(what: string, share: number, rounds: readonly (readonly number[])[], judgedBy?: string): Figure {
  const ofRounds = rounds.filter(({ length }) => length > 0).map((times) => quantile(times, share));
  const range = [Math.min(...ofRounds), Math.max(...ofRounds)] as const;
  return {
    what,
    unit: 'ms',
    value: quantile(rounds.flat(), share),
    range,
    ...(judgedBy !== undefined && { judgedBy }),
  };
}
