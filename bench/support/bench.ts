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
  /** Has the work done when the bench is over; what was registered last runs first. */
  readonly onEnd: (work: () => Promise<void>) => void;
  /** Tells whoever waits what is being done. */
  readonly note: (text: string) => void;
  /** A folder that all benches of a run share. */
  readonly sharedDir: string;
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
