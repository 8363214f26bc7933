import os from 'node:os';
import { stopTestServers } from '#test/support/servers.ts';
import { startSharedServers } from '#test/support/shared-servers.ts';
import { keepTimes, longestFirst } from './file-times.ts';
import { startLane, type FileRun, type Lane } from './lanes.ts';
import type { Result } from './step.ts';
import { processCaches, type TestRun } from './test-run.ts';

/** Test files that run side by side. */
export interface LanesRun extends Pick<TestRun, 'name' | 'files' | 'environment' | 'coverageFolder'> {
  /** How many files run at a time; absent means twice as many as there are processors, since most of them wait. */
  readonly lanes?: number;
  /** After this time a file counts as one that never ends. */
  readonly fileLimitMs?: number;
}

const FILE_LIMIT_MS = 15 * 60_000;
/** Each lane takes about half a gigabyte. */
const MOST_LANES = 8;

/**
 * Runs each test file in one of some processes, which share a PostgreSQL and a Temporal server; a file that ends its
 * process, that never ends or that has no test has failed. Prints what a file has said when it is over. When this
 * process ends, however it does, all that the run has started ends, too.
 */
export async function runInLanes(run: LanesRun): Promise<Result> {
  const { name, files, lanes = Math.min(MOST_LANES, 2 * os.availableParallelism()) } = run;
  const waiting = longestFirst(files);
  const ended: FileRun[] = [];
  try {
    const options = {
      environment: { ...(await startSharedServers()), ...processCaches(run.coverageFolder), ...run.environment },
      fileLimitMs: run.fileLimitMs ?? FILE_LIMIT_MS,
    };
    await Promise.all(Array.from({ length: Math.min(lanes, files.length) }, () => workOff(options)));
  } finally {
    await stopTestServers();
  }
  keepTimes(secondsOf(ended));
  return toResult(name, ended);

  async function workOff(options: Parameters<typeof startLane>[0]): Promise<void> {
    let lane: Lane | undefined;
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      if (!lane?.isAlive()) lane = startLane(options);
      const over = await lane.run(file);
      ended.push(over);
      console.log(
        `\n▶ ${file} (${over.seconds.toFixed(1)} s, ${ended.length} of ${files.length})\n${over.output.trim()}`,
      );
    }
    await lane?.end();
  }
}

const secondsOf = (ended: readonly FileRun[]): Record<string, number> =>
  Object.fromEntries(ended.map(({ file, seconds }) => [file, Math.round(seconds * 10) / 10]));

function toResult(name: string, ended: readonly FileRun[]): Result {
  const sum = (key: 'passes' | 'failures'): number => ended.reduce((total, { counts }) => total + counts[key], 0);
  return {
    name,
    passed: sum('passes'),
    failed: sum('failures'),
    failedTests: ended.flatMap(({ counts }) => counts.failed),
    seconds: secondsOf(ended),
  };
}
