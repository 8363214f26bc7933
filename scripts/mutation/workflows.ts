import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { mutatedBundle } from './bundle.ts';
import type { Mutant } from './mutants.ts';
import { inProcesses } from './process.ts';
import { judgeByUnitTests, type Judging } from './unit-tests.ts';
import { isDead, VERDICT } from './verdicts.ts';

/**
 * Says of each mutant of `workflows/`, by its number, whether a test notices it: the tests that need no server first, then the
 * kept histories, and for those that all of them let pass the tests on the time-skipping server.
 */
export async function judgeByLives(
  judging: Judging & { readonly isQuick: boolean },
  tell: (noticed: number) => void,
): Promise<Uint8Array> {
  const { mutants, sources, todo, isQuick } = judging;
  const verdicts = await judgeByUnitTests('workflows', judging, () => undefined);
  const wanted = new Set(todo);
  const alive = (): Mutant[] => mutants.filter(({ id }) => wanted.has(id) && !isDead(verdicts[id]));
  const codePath = await mutatedBundle(sources, path.join(PROJECT_DIR, '.proxie/mutation'));
  let noticed = todo.length - alive().length;
  tell(noticed);
  let known: unknown;
  for (const program of ['./replay.process.ts', ...(isQuick ? [] : ['./lives.process.ts'])]) {
    const open = alive().map(({ id, file }) => ({ id, file }));
    known = await inProcesses(program, { codePath, todo: open, known }, (id, verdict) => {
      if (verdict !== VERDICT.notMet) verdicts[id] = verdict;
      if (isDead(verdict) && (noticed += 1) % 25 === 0) tell(noticed);
    });
    tell(noticed);
  }
  return verdicts;
}
