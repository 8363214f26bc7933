import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { prepareTestBinaries } from '#test/support/binaries.ts';
import { SEED } from '#test/support/seed.ts';
import { coverageSteps } from './testing/coverage.ts';
import { runInLanes } from './testing/in-lanes.ts';
import { report } from './testing/report.ts';
import { bin, runStep, type Result, type Step } from './testing/step.ts';
import { allTestFiles, runTests } from './testing/test-run.ts';

/** What needs no server runs beside the tests. */
const CHECKS: readonly Step[] = [
  { name: 'format', command: [bin('oxfmt'), '--check'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'types of the web client', command: [bin('tsc'), '--noEmit', '-p', 'web'] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware'] },
  { name: 'npm audit', command: [process.execPath, path.join(PROJECT_DIR, 'scripts/launch.mjs'), 'audit'] },
];

/**
 * Runs every check of the project: format, lint, types, `npm audit` and all tests; with `--coverage`, and in continuous
 * integration, the coverage thresholds as well. All of them run even if one fails; exits non-zero then, and repeats at
 * the end which tests failed, and why. With other arguments it runs those test files alone.
 */
export async function main(args: readonly string[]): Promise<void> {
  const isMeasured = args.includes('--coverage') || process.env.CI === 'true';
  const files = args.filter((each) => each !== '--coverage');
  await prepareTestBinaries(); // on a fresh machine this takes minutes, and no test waits so long
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'proxie-testing-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
  console.log(`Seed ${SEED}`);
  const isPart = files.length > 0;
  report(isPart ? [await runTests({ name: 'tests', files }, folder)] : await everything(folder, isMeasured), SEED);
}

async function everything(folder: string, isMeasured: boolean): Promise<Result[]> {
  const coverageFolder = isMeasured ? path.join(folder, 'v8') : undefined;
  const checks = inTurn(CHECKS, folder);
  const results = [await runInLanes({ name: 'tests', files: allTestFiles(), coverageFolder })];
  for (const { result, outputFile } of await checks) {
    console.log(`\n▶ ${result.name}\n${fs.readFileSync(outputFile, 'utf8')}`);
    results.push(result);
  }
  for (const step of coverageFolder === undefined ? [] : coverageSteps(coverageFolder)) {
    console.log(`\n▶ ${step.name}`);
    results.push(await runStep(step));
  }
  return results;
}

/** One after the other beside the tests: each takes all processors that it can get. */
async function inTurn(steps: readonly Step[], folder: string): Promise<{ result: Result; outputFile: string }[]> {
  const ended = [];
  for (const step of steps) {
    const outputFile = path.join(folder, `${step.name}.log`);
    ended.push({ result: await runStep(step, outputFile), outputFile });
  }
  return ended;
}
