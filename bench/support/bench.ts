/** One printed line: what was measured, what came out, and what to judge it by. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  /** Such as `/s`, `ms`, `MB`; `×` is a ratio of two things measured in this run. */
  readonly unit: string;
  /** The lowest and the highest of the rounds. */
  readonly range?: readonly [low: number, high: number];
  /** An aim, or what such a machine was seen to do. */
  readonly judgedBy?: string;
}

/** What a bench is given. */
export interface BenchContext {
  /** Has the work done when the bench is over, however it ends; what was registered last runs first. */
  readonly onEnd: (work: () => Promise<void>) => void;
  /** Tells whoever waits what is being done. */
  readonly note: (text: string) => void;
  /** Where CPU profiles of the product's processes are wanted; undefined when none are. */
  readonly profileDir?: string | undefined;
}

/** Something that can be measured. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  readonly run: (context: BenchContext) => Promise<Figure[]>;
}

/** What became of one bench. */
export interface Outcome {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
  readonly figures: readonly Figure[];
  readonly error?: string;
}

/** A bench that hangs must not keep the others waiting. */
const LIMIT_MS = 90_000;

/** Runs one bench within its time and gives back everything that it took. */
export async function runBench(
  { name, title, run }: Bench,
  { note, profileDir }: Pick<BenchContext, 'note' | 'profileDir'>,
): Promise<Outcome> {
  const ends: (() => Promise<void>)[] = [];
  const startedAt = performance.now();
  const outcome = (figures: readonly Figure[], error?: string): Outcome => ({
    name,
    title,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    figures,
    ...(error !== undefined && { error }),
  });
  try {
    return outcome(await inTime(run({ note, profileDir, onEnd: (work) => void ends.push(work) })));
  } catch (error) {
    return outcome([], (error as Error).stack ?? String(error));
  } finally {
    for (let end = ends.pop(); end; end = ends.pop()) {
      await end().catch((error: unknown) => note(`could not be cleaned up: ${String(error)}`));
    }
  }
}

async function inTime<Answer>(work: Promise<Answer>): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`took longer than ${LIMIT_MS / 1_000} s`)), LIMIT_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
