import fs from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { keptSurvivors } from './kept.ts';
import type { Mutant } from './mutants.ts';
import { isDead, VERDICT } from './verdicts.ts';

/** A folder whose score falls below is refused. */
export const MIN_SCORE = 75;
const SHOWN_SURVIVORS = 60;
const SURVIVORS_FILE = path.join(PROJECT_DIR, '.proxie/mutation-survivors.json');

/** A mutant and what became of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: number;
}

/** How many of a hundred mutants the tests have noticed. */
export function scoreOf(judged: readonly Judged[]): number {
  return judged.length === 0 ? 100 : (judged.filter(({ verdict }) => isDead(verdict)).length / judged.length) * 100;
}

/** Prints what became of the mutants, file by file, and every survivor that nobody has explained yet; true when no folder falls short. */
export function report(judged: readonly Judged[], isWhole: boolean): boolean {
  const kept = keptSurvivors();
  const explained = (each: Judged): boolean => kept.reasonFor(each.mutant) !== undefined;
  const line = (name: string, some: readonly Judged[]): string => {
    const count = (verdict: number): number => some.filter((each) => each.verdict === verdict).length;
    const alive = some.filter((each) => !isDead(each.verdict));
    const cells = [
      some.length,
      count(VERDICT.killed),
      count(VERDICT.timedOut),
      alive.length - count(VERDICT.notMet),
      count(VERDICT.notMet),
      alive.filter(explained).length,
      scoreOf(some).toFixed(1),
    ];
    return `${name.padEnd(46)}${cells.map((cell) => String(cell).padStart(10)).join('')}`;
  };
  const heads = ['mutants', 'killed', 'timed out', 'survived', 'not met', 'explained', 'score'];
  console.log(`${''.padEnd(46)}${heads.map((head) => head.padStart(10)).join('')}`);
  for (const [file, some] of Map.groupBy(judged, ({ mutant }) => mutant.file)) console.log(line(file, some));
  const folders = [...Map.groupBy(judged, ({ mutant }) => mutant.file.split('/')[0] ?? '')];
  for (const [folder, some] of folders) console.log(line(`${folder}/`, some));

  const alive = judged.filter((each) => !isDead(each.verdict));
  showSurvivors(alive.filter((each) => !explained(each)).map(({ mutant }) => mutant));
  if (isWhole) {
    const files = new Set(judged.map(({ mutant }) => mutant.file));
    const survivors = alive.map(({ mutant }) => mutant);
    for (const entry of kept.outdated(survivors, files)) console.log(`No survivor any more: ${entry}`);
  }
  const short = folders.filter(([, some]) => scoreOf(some) < MIN_SCORE);
  for (const [folder] of short) console.log(`${folder}/ falls short of ${MIN_SCORE} %.`);
  return short.length === 0;
}

/** Survivors as the kept list names them, so that an entry can be copied. */
function showSurvivors(survivors: readonly Mutant[]): void {
  const entries = survivors.map(({ file, in: line, was, becomes }) => ({ file, in: line, was, becomes }));
  fs.mkdirSync(path.dirname(SURVIVORS_FILE), { recursive: true });
  fs.writeFileSync(SURVIVORS_FILE, `${JSON.stringify(entries, undefined, 2)}\n`);
  for (const { file, line, kind, was, becomes } of survivors.slice(0, SHOWN_SURVIVORS)) {
    console.log(`${file}:${line}  ${was} → ${becomes}  (${kind})`);
  }
  const more = survivors.length - SHOWN_SURVIVORS;
  if (more > 0) console.log(`… and ${more} more: ${path.relative(PROJECT_DIR, SURVIVORS_FILE)} has all.`);
}
