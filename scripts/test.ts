import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { prepareTestBinaries } from '#test/support/binaries.ts';

/** One line of the test command; `tests` says where a test runner leaves its own count. */
interface Step {
  name: string;
  command: string[];
  tests?: string;
}

const bin = (name: string): string => path.join(PROJECT_DIR, 'node_modules/.bin', name);
const COVERED = ['activities', 'api', 'contracts', 'db', 'domain', 'platform', 'worker', 'workflows'];
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
    for (const step of files.length > 0 ? [testsOf(files, folder)] : everything(folder)) results.push(await run(step));
    report(results);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

function testsOf(files: readonly string[], folder: string): Step {
  const counts = path.join(folder, 'tests.json');
  const reporter = ['--reporter', './test/support/reporter.cjs', '--reporter-option', `counts=${counts}`];
  return { name: 'tests', command: [bin('mocha'), ...reporter, ...files], tests: counts };
}

function everything(folder: string): Step[] {
  const tests = testsOf(
    [...COVERED, 'test', 'scripts', 'evals', 'bench']
      .map((place) => `${place}/**/*.test.ts`)
      .filter((pattern) => globSync(pattern, { cwd: PROJECT_DIR }).length > 0), // mocha warns of a folder without tests
    folder,
  );
  const measured = ['--temp-directory', path.join(folder, 'v8'), '--exclude-after-remap', '--all'];
  const scope = NOT_COVERED.flatMap((each) => ['--exclude', each]);
  const of = (places: readonly string[]): string[] => [
    ...scope,
    ...places.flatMap((place) => ['--include', `${place}/**/*.ts`]),
  ];
  const threshold = (places: readonly string[], lines: number, reporter: string): string[] =>
    [bin('c8'), 'report', ...measured, ...of(places), '--reporter', reporter].concat([
      '--check-coverage',
      '--lines',
      String(lines),
    ]);
  return [
    { name: 'format', command: [bin('oxfmt'), '--check'] },
    { name: 'lint', command: [bin('oxlint'), '--type-aware'] },
    { name: 'types', command: [bin('tsc'), '--noEmit'] },
    { name: 'known holes', command: [process.execPath, path.join(PROJECT_DIR, 'scripts/launch.mjs'), 'audit'] },
    { ...tests, command: [bin('c8'), ...measured, ...of(COVERED), '--reporter', 'lcov', ...tests.command] },
    { name: 'coverage: 85 % of all lines', command: threshold(COVERED, 85, 'text-summary') },
    { name: 'coverage: 95 % of domain/', command: threshold(['domain'], 95, 'text') },
    { name: 'coverage: 95 % of workflows/', command: threshold(['workflows'], 95, 'text') },
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
}

async function run({ name, command: [program = '', ...args], tests }: Step): Promise<Result> {
  console.log(`\n▶ ${name}`);
  const child = spawn(program, args, { cwd: PROJECT_DIR, stdio: 'inherit', env: { ...process.env, FORCE_COLOR: '0' } });
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
  if (tests === undefined) return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  const counts = (await fs.readFile(tests, 'utf8').then(JSON.parse, () => undefined)) as
    | { passes: number; failures: number; failed: FailedTest[] }
    | undefined;
  if (!counts || counts.passes + counts.failures === 0) return { name, passed: 0, failed: 1 }; // it died, or ran nothing
  return {
    name,
    passed: counts.passes,
    failed: Math.max(counts.failures, ok ? 0 : 1),
    failedTests: counts.failed,
  };
}

function report(results: readonly Result[]): void {
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, each) => total + each[key], 0);
  const broken = results.filter(({ failed }) => failed > 0).map(({ name }) => name);
  for (const { title, file, error } of results.flatMap(({ failedTests = [] }) => failedTests)) {
    console.log(`\n✗ ${title}\n  ${file === undefined ? '' : path.relative(PROJECT_DIR, file)}\n  ${error}`);
  }
  console.log(broken.length > 0 ? `\nNot in order: ${broken.join('; ')}` : '\nAll in order.');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (broken.length > 0) process.exitCode = 1;
}
