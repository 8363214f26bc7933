import { spawn } from 'node:child_process';
import fsSync from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { send } from '#platform/embedded/processes.ts';

/** One check of the test command: a program that succeeds or fails. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

/** A failed test, as it is repeated at the end of the run. */
export interface FailedTest {
  readonly title: string;
  readonly file?: string;
  readonly error: string;
}

/** The outcome of one step, or of one set of test files. */
export interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly failedTests?: readonly FailedTest[];
  /** How long each file took, s. */
  readonly seconds?: Readonly<Record<string, number>>;
}

/** Where a program runs, and what becomes of its output. */
export interface Surroundings {
  /** Variables beyond those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the output goes; absent means the terminal. */
  readonly outputFile?: string | undefined;
}

/** A program that npm has installed. */
export const bin = (name: string): string => path.join(PROJECT_DIR, 'node_modules/.bin', name);

/** Runs a step to its end; one that cannot be started has failed. */
export async function runStep({ name, command }: Step, outputFile?: string): Promise<Result> {
  const succeeded = await runProgram(command, { outputFile });
  return { name, passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
}

/** True when the program has ended with code 0; neither it nor what it has started outlives this process. */
export async function runProgram(
  [program = '', ...args]: readonly string[],
  { environment = {}, outputFile }: Surroundings = {},
): Promise<boolean> {
  const output = outputFile === undefined ? 'inherit' : fsSync.openSync(outputFile, 'w');
  const child = spawn(program, args, {
    cwd: PROJECT_DIR,
    detached: true, // a group of its own, which can be ended as a whole
    stdio: ['inherit', output, output],
    env: { ...process.env, FORCE_COLOR: '0', ...environment },
  });
  if (typeof output === 'number') fsSync.closeSync(output);
  const stop = (): void => {
    if (child.pid !== undefined) send(-child.pid, 'SIGKILL');
  };
  process.once('exit', stop);
  const succeeded = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
  process.off('exit', stop);
  return succeeded;
}
