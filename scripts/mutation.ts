import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_DIR } from '#platform/config.ts';
import { mutate } from './mutation/mutants.ts';
import { report, type Judged } from './mutation/report.ts';
import { judgeByUnitTests } from './mutation/unit-tests.ts';

const FOLDERS = ['domain'] as const;

/**
 * Changes the code of `domain/` in one small way after another and shows which changes no test notices.
 * Names of files or folders choose what is changed; `--every 7` tries each seventh mutant, `--slow` takes the slow tests too.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      every: { type: 'string', default: '1' },
      slow: { type: 'boolean', default: false },
    },
  });
  const every = Number(values.every);
  const judged: Judged[] = [];
  for (const folder of FOLDERS) {
    const files = filesOf(positionals.length > 0 ? positionals : FOLDERS).filter((file) =>
      file.startsWith(`${folder}/`),
    );
    if (files.length === 0) continue;
    const mutated = await mutate(files);
    const todo = mutated.mutants.filter((_mutant, at) => at % every === 0).map(({ id }) => id);
    const judging = { ...mutated, todo, isThorough: values.slow };
    const tell = (done: number): void => console.log(`${folder}/: ${done} of ${todo.length} mutants`);
    const verdicts = await judgeByUnitTests(folder, judging, tell);
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
