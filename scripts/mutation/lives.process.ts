import fs from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { PROJECT_DIR } from '#platform/config.ts';
import '#test/support/clock.ts';
import { mochaGlobalTeardown } from '#test/support/global.ts';
import { inOrder, type ProcessOrder, type Telling } from './process.ts';
import type { HistoriesMeeting } from './replay.process.ts';
import { installSwitch, withMutant } from './switch.ts';
import { VERDICT } from './verdicts.ts';

/** A test on the time-skipping server. */
interface LiveTest {
  readonly file: string;
  readonly title: string;
  /** The histories that it records. */
  readonly records: readonly string[];
}

/** So many tests are run for one mutant. */
const MOST_TESTS = 4;
/** What validators refuse stands in no history that could be replayed. */
const OF_VALIDATORS = 'test/security/illegal-moves-in-runs.test.ts';
const VALIDATED = ['workflows/booking', 'workflows/request'];
/** A test that takes longer waits for something that never comes: without a mutant, each takes some seconds. */
const LONGEST_MS = 90_000;
/** What a state is waited for: less than in a test run, because a mutant keeps many from ever coming. */
const PATIENCE = ['45_000', '20_000'] as const;

const stryker = installSwitch();
let runs = 0;
await inOrder(judgeByLiveTests);

async function judgeByLiveTests(order: ProcessOrder, { judged, beat }: Telling): Promise<void> {
  useBundle(order.codePath);
  const tests = liveTests();
  const metBy = (order.known ?? {}) as HistoriesMeeting;
  const passesAsItIs = new Map<LiveTest, boolean>();
  for (const { id, file } of order.todo) judged(id, await judge(id, file));
  await mochaGlobalTeardown();

  async function judge(id: number, file: string): Promise<number> {
    for (const test of candidates(tests, file, metBy[id] ?? [])) {
      beat();
      const failures = await withMutant(stryker, id, () => run(test));
      if (failures.length === 0 || !(await isSound(test))) continue;
      return failures.some((failure) => /^Timeout of|in vain for/.test(failure)) ? VERDICT.timedOut : VERDICT.killed;
    }
    return VERDICT.survived;
  }

  /** A test that fails without any mutant too says nothing. */
  async function isSound(test: LiveTest): Promise<boolean> {
    const isKnown = passesAsItIs.get(test);
    if (isKnown !== undefined) return isKnown;
    beat();
    const failures = await run(test);
    passesAsItIs.set(test, failures.length === 0);
    return failures.length === 0;
  }
}

/** Tests named after the file first, then those of its slice whose lives meet the mutant, other lives, and the rest of the slice. */
function candidates(tests: readonly LiveTest[], file: string, histories: readonly string[]): LiveTest[] {
  const meets = ({ records }: LiveTest): boolean => records.some((name) => histories.includes(name));
  const isNamesake = (test: LiveTest): boolean => test.file === file.replace(/\.ts$/u, '.test.ts');
  const isOfSlice = (test: LiveTest): boolean => path.dirname(test.file) === path.dirname(file);
  const rank = (test: LiveTest): number =>
    (meets(test) ? 4 : 0) + (isNamesake(test) ? 2 : 0) + (isOfSlice(test) ? 1 : 0);
  return tests
    .filter((test) => rank(test) > 0)
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, MOST_TESTS)
    .concat(VALIDATED.includes(path.dirname(file)) ? tests.filter((test) => test.file === OF_VALIDATORS) : []);
}

/** Every test of a file with lives, as its source has it. */
function liveTests(): LiveTest[] {
  return fs.globSync(['workflows/*/*.test.ts', OF_VALIDATORS], { cwd: PROJECT_DIR }).flatMap((file) => {
    const source = fs.readFileSync(path.join(PROJECT_DIR, file), 'utf8');
    if (!source.includes('useLives(')) return [];
    return source
      .split(/^ +it\((?=')/mu)
      .slice(1)
      .map((text) => ({
        file,
        title: /^'((?:[^'\\]|\\.)*)'/u.exec(text)?.[1]?.replaceAll('\\', '') ?? '',
        records: [...text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/gu)].map(([, name = '']) => name),
      }));
  });
}

/** Runs one test and answers with what went wrong. Its file is loaded anew, so that it remembers nothing. */
async function run({ file, title }: LiveTest): Promise<string[]> {
  const failures: string[] = [];
  const place = path.join(PROJECT_DIR, file);
  const mocha = new Mocha({ timeout: LONGEST_MS, reporter: 'min' });
  mocha.suite.emit('pre-require', globalThis, place, mocha);
  await import(`${pathToFileURL(place).href}?run=${(runs += 1)}`);
  mocha.fgrep(title);
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('fail', (_test, error: Error) => failures.push(error.message));
  });
  return failures;
}

/** The tests run the bundle with the mutants, and wait less long. */
function useBundle(codePath: string): void {
  const bundle = `export const workflowBundle = async () => ${JSON.stringify(codePath)};`;
  registerHooks({
    load(url, context, next) {
      if (url.endsWith('/worker/bundle.ts')) return { format: 'module', source: bundle, shortCircuit: true };
      if (!url.endsWith('/test/support/until.ts')) return next(url, context);
      const source = fs.readFileSync(new URL(url), 'utf8').replace(...PATIENCE);
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
