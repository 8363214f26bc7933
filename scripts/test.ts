import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { prepareTestBinaries } from '#test/support/binaries.ts';
import { coverageSteps } from './testing/coverage.ts';
import { report } from './testing/report.ts';
import { bin, runStep, type Result, type Step } from './testing/step.ts';
import { allTestFiles, runTests, type TestRun } from './testing/test-run.ts';

/** Tests that wait more than they work: beside all others they take little time of their own. */
const PATIENT = ['test/clients', 'test/faults', 'test/security/schemathesis', 'test/torture'];
/** What needs no server runs beside the tests. */
const CHECKS: readonly Step[] = [
  { name: 'format', command: [bin('oxfmt'), '--check'] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
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
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'proxie-testing-'));
  try {
    report(
      files.length > 0 ? [await runTests({ name: 'tests', files }, folder)] : await everything(folder, isMeasured),
    );
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function everything(folder: string, isMeasured: boolean): Promise<Result[]> {
  const coverageFolder = isMeasured ? path.join(folder, 'v8') : undefined;
  const isPatient = (file: string): boolean => PATIENT.some((place) => file.startsWith(`${place}/`));
  const files = allTestFiles();
  const tests = { name: 'tests', files: files.filter((file) => !isPatient(file)), coverageFolder };
  const patientTests = { name: 'patient tests', files: files.filter(isPatient), coverageFolder };
  const results = await sideBySide([tests, patientTests], CHECKS, folder);
  for (const step of coverageFolder === undefined ? [] : coverageSteps(coverageFolder)) {
    console.log(`\n▶ ${step.name}`);
    results.push(await runStep(step));
  }
  return results;
}

/** The first prints what it has to say at once, the others when it is over: nobody can read two of them at a time. */
async function sideBySide(runs: readonly TestRun[], steps: readonly Step[], folder: string): Promise<Result[]> {
  const outputOf = (name: string): string => path.join(folder, `${name}.log`);
  const [first, ...others] = runs;
  const apart = [
    ...others.map((each) => runTests({ ...each, outputFile: outputOf(each.name) }, folder)),
    ...steps.map((step) => runStep(step, outputOf(step.name))),
  ];
  const results = [];
  if (first) {
    console.log(`\n▶ ${first.name}`);
    results.push(await runTests(first, folder));
  }
  for (const each of apart) {
    const ended = await each;
    console.log(`\n▶ ${ended.name}\n${await fs.readFile(outputOf(ended.name), 'utf8')}`);
    results.push(ended);
  }
  return results;
}
