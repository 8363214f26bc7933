import { spawn } from 'node:child_process';
import fsSync, { globSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { prepareTestBinaries } from '#test/support/binaries.ts';

/** One line of the test command. */
interface Step {
  name: string;
  command: string[];
  /** Where a test runner leaves its own count. */
  tests?: string;
  /** Where the processes of this step leave what they covered. */
  coverage?: string;
}

const bin = (name: string): string => path.join(PROJECT_DIR, 'node_modules/.bin', name);
const COVERED = ['activities', 'api', 'contracts', 'db', 'domain', 'platform', 'worker', 'workflows'];
/** Tests that wait more than they work: beside all others they take little time of their own. */
const PATIENT = ['test/clients', 'test/faults', 'test/security/schemathesis', 'test/torture'];
const NOT_COVERED = ['**/*.test.ts', 'db/migrations/**', '**/node_modules/**'];

/**
 * Runs every check of the project: format, lint, types, all tests, and the coverage thresholds. All steps run even if
 * one fails; exits non-zero then, and says again at its end which tests failed, and why. With file names as arguments it
 * runs those tests alone, without coverage.
 */
export async function main(files: readonly string[]): Promise<void> {
  await prepareTestBinaries(); // on a fresh machine this takes minutes, and no test waits so long
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'proxie-coverage-'));
  try {
    const results = [];
    for (const steps of files.length > 0 ? [[testsOf('tests', files, folder)]] : everything(folder)) {
      results.push(...(await runSideBySide(steps, folder)));
    }
    report(results);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

function testsOf(name: string, files: readonly string[], folder: string): Step {
  const counts = path.join(folder, `${name}.json`);
  const reporter = ['--reporter', './test/support/reporter.cjs', '--reporter-option', `counts=${counts}`];
  return { name, command: [bin('mocha'), ...reporter, ...files], tests: counts };
}

/** All test files, in two parts that may run at the same time: each starts servers of its own. */
function allTests(folder: string): Step[] {
  const files = [...COVERED, 'test', 'scripts', 'evals', 'bench'].flatMap((place) =>
    globSync(`${place}/**/*.test.ts`, { cwd: PROJECT_DIR }).toSorted(),
  );
  const isPatient = (file: string): boolean => PATIENT.some((place) => file.startsWith(`${place}/`));
  return [
    testsOf(
      'tests',
      files.filter((file) => !isPatient(file)),
      folder,
    ),
    testsOf('patient tests', files.filter(isPatient), folder),
  ].map((step) => ({ ...step, coverage: path.join(folder, 'v8') }));
}

/** Step by step; those in one list run side by side. */
function everything(folder: string): Step[][] {
  const measured = ['--temp-directory', path.join(folder, 'v8'), '--exclude-after-remap', '--all'];
  const scope = NOT_COVERED.flatMap((each) => ['--exclude', each]);
  const of = (places: readonly string[]): string[] => [
    ...scope,
    ...places.flatMap((place) => ['--include', `${place}/**/*.ts`]),
  ];
  const threshold = (places: readonly string[], lines: number, reporters: readonly string[]): string[] => [
    bin('c8'),
    'report',
    ...measured,
    ...of(places),
    ...reporters.flatMap((each) => ['--reporter', each]),
    '--check-coverage',
    '--lines',
    String(lines),
  ];
  return [
    [
      ...allTests(folder),
      { name: 'format', command: [bin('oxfmt'), '--check'] },
      { name: 'lint', command: [bin('oxlint'), '--type-aware'] },
      { name: 'types', command: [bin('tsc'), '--noEmit'] },
      { name: 'known holes', command: [process.execPath, path.join(PROJECT_DIR, 'scripts/launch.mjs'), 'audit'] },
    ],
    [{ name: 'coverage: 85 % of all lines', command: threshold(COVERED, 85, ['text-summary', 'lcov']) }],
    [{ name: 'coverage: 95 % of domain/', command: threshold(['domain'], 95, ['text']) }],
    [{ name: 'coverage: 95 % of workflows/', command: threshold(['workflows'], 95, ['text']) }],
  ];
}

interface FailedTest {
  title: string;
  file?: string;
  error: string;
}

interface Result {
  name: string;
  passed: number;
  failed: number;
  failedTests?: readonly FailedTest[];
  /** How long each file took, s. */
  seconds?: Readonly<Record<string, number>>;
}

/** The first says what it has to say at once, the others when it is over: nobody can read two of them at a time. */
async function runSideBySide([first, ...others]: readonly Step[], folder: string): Promise<Result[]> {
  if (!first) return [];
  const apart = others.map((step) => {
    const output = path.join(folder, `${step.name}.log`);
    return { output, result: run(step, fsSync.openSync(output, 'w')) };
  });
  console.log(`\n▶ ${first.name}`);
  const results = [await run(first, 'inherit')];
  for (const { output, result } of apart) {
    const ended = await result;
    console.log(`\n▶ ${ended.name}\n${await fs.readFile(output, 'utf8')}`);
    results.push(ended);
  }
  return results;
}

async function run({ name, command, tests, coverage }: Step, output: 'inherit' | number): Promise<Result> {
  const [program = '', ...args] = command;
  const covered = coverage === undefined ? {} : { NODE_V8_COVERAGE: coverage };
  const child = spawn(program, args, {
    cwd: PROJECT_DIR,
    stdio: ['inherit', output, output],
    env: { ...process.env, FORCE_COLOR: '0', ...covered },
  });
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
  if (tests === undefined) return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  const counts = (await fs.readFile(tests, 'utf8').then(JSON.parse, () => undefined)) as
    | { passes: number; failures: number; failed: FailedTest[]; seconds: Record<string, number> }
    | undefined;
  if (!counts || counts.passes + counts.failures === 0) return { name, passed: 0, failed: 1 }; // it died, or ran nothing
  return {
    name,
    passed: counts.passes,
    failed: Math.max(counts.failures, ok ? 0 : 1),
    failedTests: counts.failed,
    seconds: counts.seconds,
  };
}

const SLOWEST = 20;

/** Where the time went, so that the next to wait for it can see what to shorten. */
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

function report(results: readonly Result[]): void {
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, each) => total + each[key], 0);
  reportTimes(results);
  const broken = results.filter(({ failed }) => failed > 0).map(({ name }) => name);
  for (const { title, file, error } of results.flatMap(({ failedTests = [] }) => failedTests)) {
    console.log(`\n✗ ${title}\n  ${file === undefined ? '' : path.relative(PROJECT_DIR, file)}\n  ${error}`);
  }
  console.log(broken.length > 0 ? `\nNot in order: ${broken.join('; ')}` : '\nAll in order.');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (broken.length > 0) process.exitCode = 1;
}
