import type { FailedTest } from './step.ts';

/** What one test file came to. */
export interface Counts {
  readonly passes: number;
  readonly failures: number;
  /** Tests that were skipped. */
  readonly pending: number;
  readonly failed: readonly FailedTest[];
}

/** What the runner asks of a lane. */
export type ToLane = { readonly type: 'run'; readonly file: string } | { readonly type: 'end' };

/** What a lane answers: lines of output, then the counts. */
export type FromLane =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'ended'; readonly counts: Counts };
