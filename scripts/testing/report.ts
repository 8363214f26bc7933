import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import type { Result } from './step.ts';

const SLOWEST = 20;

/**
 * The end of a run: the slowest files, the failed tests once more with the seed of their choices, and how many passed and
 * failed. The process exits non-zero when anything failed.
 */
export function report(results: readonly Result[], seed: number): void {
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, each) => total + each[key], 0);
  reportTimes(results);
  const broken = results.filter(({ failed }) => failed > 0).map(({ name }) => name);
  for (const { title, file, error } of results.flatMap(({ failedTests = [] }) => failedTests)) {
    console.log(`\n✗ ${title}\n  ${file === undefined ? '' : path.relative(PROJECT_DIR, file)}\n  ${error}`);
  }
  const failure = `\nFailed: ${broken.join('; ')}\nThe same choices again: PROXIE_SEED=${seed}`;
  console.log(broken.length > 0 ? failure : '\nEverything passed.');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (broken.length > 0) process.exitCode = 1;
}

/** Where the time went, so that it can be shortened there. */
function reportTimes(results: readonly Result[]): void {
  const all = results
    .flatMap(({ seconds = {} }) => Object.entries(seconds))
    .toSorted(([, one], [, other]) => other - one);
  if (all.length <= SLOWEST) return;
  const total = all.reduce((sum, [, each]) => sum + each, 0);
  console.log(`\nThe slowest of ${all.length} files, which took ${Math.round(total)} s in all:`);
  for (const [file, each] of all.slice(0, SLOWEST)) {
    console.log(`${each.toFixed(0).padStart(6)} s  ${path.relative(PROJECT_DIR, file)}`);
  }
}
