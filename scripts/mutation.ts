import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_DIR } from '#platform/config.ts';
import { mutate } from './mutation/mutants.ts';
import { report, type Judged } from './mutation/report.ts';
import { judgeByUnitTests } from './mutation/unit-tests.ts';
import { judgeByLives } from './mutation/workflows.ts';

const FOLDERS = ['domain', 'workflows'] as const;

/** All of them take hours. */
const EVERY = '10';

/**
 * Changes the code of `domain/` and `workflows/` in one small way after another and shows which changes no test notices.
 * Names of files or folders choose what is changed; `--every 1` tries all mutants instead of each tenth, `--from 3` begins the
 * sample at the fourth, `--slow` takes the slow tests too, and `--replay` judges workflows by the kept histories alone.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      every: { type: 'string', default: EVERY },
      from: { type: 'string', default: '0' },
      slow: { type: 'boolean', default: false },
      replay: { type: 'boolean', default: false },
    },
  });
  const [every, from] = [Number(values.every), Number(values.from)];
  const judged: Judged[] = [];
  for (const folder of FOLDERS) {
    const files = filesOf(positionals.length > 0 ? positionals : FOLDERS).filter((file) =>
      file.startsWith(`${folder}/`),
    );
    if (files.length === 0) continue;
    const mutated = await mutate(files);
    const todo = mutated.mutants.filter((_mutant, at) => at % every === from % every).map(({ id }) => id);
    console.log(`${folder}/: ${todo.length} of ${mutated.mutants.length} mutants are tried`);
    const judging = { ...mutated, todo, isThorough: values.slow, isQuick: values.replay };
    const tell = (done: number): void => console.log(`${folder}/: ${done} of ${todo.length} mutants`);
    const verdicts =
      folder === 'domain' ? await judgeByUnitTests(folder, judging, tell) : await judgeByLives(judging, tell);
    const wanted = new Set(todo);
    for (const mutant of mutated.mutants) {
      if (wanted.has(mutant.id)) judged.push({ mutant, verdict: verdicts[mutant.id] ?? 0 });
    }
  }
  if (!report(judged, every === 1)) process.exitCode = 1;
}

function filesOf(places: readonly string[]): string[] {
  const isFolder = (place: string): boolean =>
    fs.statSync(path.join(PROJECT_DIR, place), { throwIfNoEntry: false })?.isDirectory() === true;
  const patterns = places.map((place) => (isFolder(place) ? `${place.replace(/\/$/, '')}/**/*.ts` : place));
  const found = patterns.flatMap((pattern) => fs.globSync(pattern, { cwd: PROJECT_DIR }));
  return [...new Set(found)].filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).toSorted();
}
