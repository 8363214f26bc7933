import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { send } from '#platform/embedded/processes.ts';
import type { Counts, FromLane, ToLane } from './lane-messages.ts';

/** What the lanes of a run have in common. */
export interface LaneOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** After this time a file counts as one that never ends: it has failed, and its lane is killed. */
  readonly fileLimitMs: number;
}

/** One test file that has ended, or was ended. */
export interface FileRun {
  readonly file: string;
  readonly counts: Counts;
  readonly output: string;
  readonly seconds: number;
}

/** A process that runs one test file at a time. */
export interface Lane {
  /** False after a crash, and after a file that never ended. */
  isAlive(): boolean;
  run(file: string): Promise<FileRun>;
  /** Lets it stop what it has started; returns when it is gone. */
  end(): Promise<void>;
  /** Kills it with all processes of its tests. */
  kill(): void;
}

const LANE = path.join(PROJECT_DIR, 'scripts/testing/lane.ts');
/** How long the servers of a lane may take to stop. */
const END_MS = 60_000;
const KEPT_OUTPUT = 20_000;

/** Starts a lane. */
export function startLane({ environment, fileLimitMs }: LaneOptions): Lane {
  const child = fork(LANE, [], {
    cwd: PROJECT_DIR,
    execArgv: [],
    detached: true, // a group of its own, which can be killed as a whole
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...environment },
  });
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`its process ended with ${signal ?? `code ${code}`}`));
  });
  process.once('exit', kill);
  void gone.then(() => process.off('exit', kill));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  return { isAlive: () => child.connected, run, end, kill };

  async function run(file: string): Promise<FileRun> {
    output = '';
    const begun = performance.now();
    const counts = await Promise.race([answered(file), gone, tooLate()]);
    const seconds = (performance.now() - begun) / 1_000;
    if (typeof counts !== 'string') return { file, counts, output, seconds };
    kill();
    await gone;
    const error = `${counts}; the last it printed:\n${output.slice(-KEPT_OUTPUT)}`;
    const failed = [{ title: `${file} did not come to its end`, file, error }];
    return { file, counts: { passes: 0, failures: 1, pending: 0, failed }, output, seconds };
  }

  function answered(file: string): Promise<Counts> {
    return new Promise((resolve) => {
      const hear = (message: FromLane): void => {
        if (message.type === 'line') {
          output += `${message.text}\n`;
        } else {
          child.off('message', hear);
          resolve(message.counts);
        }
      };
      child.on('message', hear);
      order(child, { type: 'run', file });
    });
  }

  function tooLate(): Promise<string> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(`it took longer than ${fileLimitMs / 1_000} s`), fileLimitMs);
      timer.unref();
    });
  }

  async function end(): Promise<void> {
    const timer = setTimeout(kill, END_MS);
    order(child, { type: 'end' });
    await gone;
    clearTimeout(timer);
    kill(); // whatever of its tests has outlived it
  }

  function kill(): void {
    if (child.pid !== undefined) send(-child.pid, 'SIGKILL');
  }
}

function order(child: ChildProcess, message: ToLane): void {
  child.send(message, () => undefined); // one that has crashed is noticed by its end
}
