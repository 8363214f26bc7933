import { globSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import type { Counts } from './lane-messages.ts';
import { bin, runProgram, type Result, type Surroundings } from './step.ts';

/** Where the product's own code is. */
export const PRODUCT_FOLDERS = ['activities', 'api', 'contracts', 'db', 'domain', 'platform', 'worker', 'workflows'];

/** A set of test files, and what they run with: sizes and a seed are variables of the environment. */
export interface TestRun extends Surroundings {
  readonly name: string;
  /** Test files; other arguments of mocha (`-g`, …) may stand among them. */
  readonly files: readonly string[];
  /** Where the test processes leave what they covered; absent means that nothing is measured. */
  readonly coverageFolder?: string | undefined;
}

/** Every test file of the project. */
export function allTestFiles(): string[] {
  return [...PRODUCT_FOLDERS, 'web', 'test', 'scripts', 'evals', 'bench'].flatMap((place) =>
    globSync(`${place}/**/*.test.ts`, { cwd: PROJECT_DIR, exclude: ['web/dist/**'] }).toSorted(),
  );
}

/** Variables of test processes: code is compiled once for all of them, or measured as it is. */
export function processCaches(coverageFolder: string | undefined): Record<string, string> {
  if (coverageFolder !== undefined) return { NODE_V8_COVERAGE: coverageFolder };
  return { NODE_COMPILE_CACHE: path.join(PROJECT_DIR, '.proxie/test-compile-cache') };
}

/** Runs test files in one process, as mocha does; a run that dies, and one without any test, has failed. */
export async function runTests(
  { name, files, environment, outputFile, coverageFolder }: TestRun,
  folder: string,
): Promise<Result> {
  const counts = path.join(folder, `${name}.json`);
  const reporter = ['--reporter', './test/support/reporter.cjs', '--reporter-option', `counts=${counts}`];
  const succeeded = await runProgram([bin('mocha'), ...reporter, ...files], {
    environment: { ...processCaches(coverageFolder), ...environment },
    outputFile,
  });
  const counted = await readCounts(counts);
  if (!counted || counted.passes + counted.failures === 0) return { name, passed: 0, failed: 1 };
  return {
    name,
    passed: counted.passes,
    failed: Math.max(counted.failures, succeeded ? 0 : 1),
    failedTests: counted.failed,
    seconds: counted.seconds,
  };
}

/** What test/support/reporter.cjs writes. */
type WrittenCounts = Counts & { readonly seconds: Readonly<Record<string, number>> };

async function readCounts(file: string): Promise<WrittenCounts | undefined> {
  const text = await fs.readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as WrittenCounts);
}
