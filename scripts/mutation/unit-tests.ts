import fs from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import type { Mutated } from './mutants.ts';
import { judgeAll } from './threads.ts';

/** Tests that need nothing but the code: no server, no hooks. */
const TESTS = {
  domain: [
    'domain/**/*.test.ts',
    'contracts/{common,text}.test.ts',
    'activities/llm/offline/*.test.ts',
    'evals/intake/intake.test.ts',
    'scripts/diagrams.test.ts',
  ],
  workflows: [
    'workflows/booking/review-times.test.ts',
    'workflows/request/suspension-dues.test.ts',
    'workflows/shared/{agenda,inbox,names,refusals}.test.ts',
  ],
};
/** Files that take half of all the time, mostly with long texts and many clocks: they are run only where somebody asks. */
const SLOW = ['domain/intake/other-clocks.test.ts', 'domain/intake/understand.property.test.ts'];
/** Modules that keep what they have worked out: there, a mutant must not meet what another one left. */
const REMEMBERING = [
  'domain/availability/zone.ts',
  'domain/intake/local-now.ts',
  'domain/intake/places.ts',
  'domain/intake/spelling.ts',
  'domain/intake/typos.ts',
];
/** How long the tests of one mutant may take, counted without the mutant; the quickest are taken first. */
const BUDGET_MS = 2_000;

/** What is to be judged. */
export interface Judging extends Mutated {
  /** The numbers of the mutants. */
  readonly todo: readonly number[];
  /** Whether slow tests are taken, too. */
  readonly isThorough: boolean;
}

/** Says of each mutant of a folder, by its number, whether a test without a server notices it. */
export async function judgeByUnitTests(
  folder: keyof typeof TESTS,
  { mutants, sources, todo, isThorough }: Judging,
  tell: (done: number) => void,
): Promise<Uint8Array> {
  const inProject = (file: string): string => path.join(PROJECT_DIR, file);
  const files = TESTS[folder]
    .flatMap((pattern) => fs.globSync(pattern, { cwd: PROJECT_DIR }))
    .filter((file) => isThorough || !SLOW.includes(file));
  return judgeAll(
    {
      project: PROJECT_DIR,
      mutants,
      todo,
      sources,
      testFiles: files.map(inProject).toSorted(),
      remembering: new Set(REMEMBERING),
      shims: new Map([['fast-check', inProject('scripts/mutation/fast-check.ts')]]),
      budgetMs: isThorough ? Infinity : BUDGET_MS,
    },
    tell,
  );
}
