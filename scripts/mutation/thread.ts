import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { installModules } from './modules.ts';
import type { Mutant } from './mutants.ts';
import { testsIn, type Test } from './suite.ts';
import { NO_MUTANT, VERDICT, type Covering, type Order } from './verdicts.ts';

/** What Stryker's code looks at. */
interface Switch {
  activeMutant?: string | undefined;
  currentTestId?: string;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

/** A loop that runs so much more often than without the mutant does not end. */
const HITS_TOO_MANY = 100;
const HITS_ALWAYS_FINE = 10_000;
const HEAP_LIMIT = 1_200_000_000;
/** A test that is there only with a mutant. */
const UNKNOWN = -1;

const order = workerData as Order;
const state = new Int32Array(order.state);
const verdicts = new Uint8Array(order.verdicts);
const stryker: Switch = { mutantCoverage: { static: {}, perTest: {} } };
(globalThis as unknown as { __stryker__: Switch }).__stryker__ = stryker;
const { load, ...modules } = installModules(order.project, order.sources, order.shims);
const lastKill = new Map<string, Map<number, number>>(); // by mutated file, then by test
let kills = 0;

const tests: Test[] = [];
for (const file of order.testFiles) tests.push(...(await testsIn(file, load)));
const covering = order.covering ?? (await tryOut());
const mutants = new Map(order.mutants.map((mutant) => [mutant.id, mutant]));
for (const id of order.todo) {
  if (getHeapStatistics().used_heap_size > HEAP_LIMIT) break; // modules are never forgotten: the rest is for the next thread
  const mutant = mutants.get(id);
  if (!mutant) throw new RangeError(`no mutant ${id}`);
  state[0] = id;
  verdicts[id] = await judge(mutant);
  state[0] = NO_MUTANT;
}
parentPort?.postMessage({ done: true });

/** Runs every test as it is: how long it takes, and which mutants it meets. */
async function tryOut(): Promise<Covering> {
  const milliseconds: number[] = [];
  const mutated = new Set([...order.sources.keys()].flatMap((file) => [...modules.dependentsOf(file)]));
  for (const [at, test] of tests.entries()) {
    beat();
    if (!mutated.has(test.file)) continue;
    stryker.currentTestId = String(at + 1);
    const start = performance.now();
    try {
      await test.run();
    } catch (cause) {
      throw new Error(`${test.file}: “${test.title}” fails without any mutant`, { cause });
    }
    milliseconds[at] = performance.now() - start;
  }
  const { static: loading, perTest } = stryker.mutantCoverage;
  const found: Covering = {
    milliseconds,
    loading: new Set(Object.keys(loading).map(Number)),
    perTest: tests.map(
      (_test, at) => new Map(Object.entries(perTest[at + 1] ?? {}).map(([met, hits]) => [Number(met), hits])),
    ),
  };
  parentPort?.postMessage({ covering: found });
  return found;
}

async function judge(mutant: Mutant): Promise<number> {
  const isLoading = covering.loading.has(mutant.id) || order.remembering.has(mutant.file);
  const meeting = isLoading ? [] : testsThatMeet(mutant);
  if (!isLoading && meeting.length === 0) return VERDICT.notMet;
  stryker.activeMutant = String(mutant.id);
  try {
    return await (isLoading
      ? judgeAnew(mutant)
      : judgeBy(
          mutant,
          meeting.map((at) => [at, tests[at]]),
        ));
  } finally {
    stryker.activeMutant = undefined;
  }
}

/** So many of the tests, the quickest first, as the budget allows; one is always taken. */
function withinBudget(found: readonly number[]): number[] {
  let spentMs = 0;
  const quickFirst = found.toSorted((a, b) => timeOf(a) - timeOf(b));
  return quickFirst.filter((at, place) => (spentMs += timeOf(at)) <= order.budgetMs || place === 0);
}

function timeOf(at: number): number {
  return covering.milliseconds[at] ?? 0;
}

/** The tests that meet a mutant: first those that killed its neighbours lately, then the quick ones. */
function testsThatMeet({ id, file }: Mutant): number[] {
  const found = withinBudget(tests.map((_test, at) => at).filter((at) => covering.perTest[at]?.has(id)));
  const killed = lastKill.get(file);
  return found.toSorted((a, b) => (killed?.get(b) ?? 0) - (killed?.get(a) ?? 0) || timeOf(a) - timeOf(b));
}

/** For a mutant that acts while its module is loaded, or that a module would remember: everything above it is loaded anew. */
async function judgeAnew(mutant: Mutant): Promise<number> {
  const anew = modules.dependentsOf(`${order.project}/${mutant.file}`);
  modules.startGeneration(anew);
  const killed = lastKill.get(mutant.file);
  const latest = (file: string): number =>
    Math.max(0, ...tests.map((test, at) => (test.file === file ? (killed?.get(at) ?? 0) : 0)));
  const files = order.testFiles.filter((file) => anew.has(file)).toSorted((a, b) => latest(b) - latest(a));
  const dear = new Set([...tests.keys()].filter((at) => anew.has(tests[at]?.file ?? '')));
  for (const at of withinBudget([...dear])) dear.delete(at);
  if (files.length === 0) return VERDICT.notMet;
  for (const file of files) {
    let found: Test[];
    try {
      beat();
      stryker.hitCount = 0;
      stryker.hitLimit = HITS_ALWAYS_FINE * HITS_TOO_MANY;
      found = await testsIn(file, load);
    } catch {
      return VERDICT.killed;
    }
    const known = new Map(
      [...tests.entries()].filter(([, test]) => test.file === file).map(([at, test]) => [test.title, at]),
    );
    const ids = found // tests made from tables that the mutant changes may be others, or fewer: that alone is no failure
      .map((test): [number, Test] => [known.get(test.title) ?? UNKNOWN, test])
      .filter(([at]) => !dear.has(at));
    const sorted = ids.toSorted(([a], [b]) => (killed?.get(b) ?? 0) - (killed?.get(a) ?? 0));
    const verdict = await judgeBy(mutant, sorted);
    if (verdict !== VERDICT.survived) return verdict;
  }
  return VERDICT.survived;
}

async function judgeBy({ id, file }: Mutant, candidates: readonly [number, Test | undefined][]): Promise<number> {
  for (const [at, test] of candidates) {
    beat();
    stryker.hitCount = 0;
    stryker.hitLimit = HITS_ALWAYS_FINE + HITS_TOO_MANY * (covering.perTest[at]?.get(id) ?? HITS_ALWAYS_FINE);
    try {
      await test?.run();
    } catch {
      const killed = lastKill.get(file) ?? new Map<number, number>();
      lastKill.set(file, killed.set(at, (kills += 1)));
      return stryker.hitCount > stryker.hitLimit ? VERDICT.timedOut : VERDICT.killed;
    }
  }
  return VERDICT.survived;
}

function beat(): void {
  Atomics.add(state, 1, 1);
}
