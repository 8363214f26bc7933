import type { ProcessId } from './processes.ts';

/** What is tried, in turn, to end a child: a signal and how long it may take; SIGKILL comes after the last. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/** A server to be run as a child. */
export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Entered before the child takes its user; absent means `/`. */
  readonly cwd?: string | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** Takes everything that the child prints; the log of the run before is kept beside it. */
  readonly logFile: string;
  readonly stop: readonly StopStep[];
}

/** From the main process to the supervisor. */
export type Order =
  | {
      readonly type: 'configure';
      readonly stateFile: string | undefined;
      readonly removeAtEnd: readonly string[];
    }
  | { readonly type: 'start'; readonly id: number; readonly spec: ChildSpec }
  | { readonly type: 'stop'; readonly id: number };

/** From the supervisor to the main process. */
export type Report =
  | { readonly type: 'started'; readonly id: number; readonly pid: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | {
      readonly type: 'exited';
      readonly id: number;
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
    };

/** What a supervisor leaves on disk while it runs, so that the next run finds what a double kill left behind. */
export interface SupervisorState {
  readonly supervisor: ProcessId;
  readonly children: readonly (ProcessId & { readonly name: string })[];
}
