import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '#platform/user-error.ts';
import { prepareTestBinaries } from '#test/support/binaries.ts';
import { seedOf } from '#test/support/seed.ts';
import { KINDS, sizeOf, type KindName } from '#test/support/sizes.ts';
import { report } from './testing/report.ts';
import type { Result } from './testing/step.ts';
import { runTests } from './testing/test-run.ts';
import { createTimeBox } from './testing/time-box.ts';

const NAMES = Object.keys(KINDS) as KindName[];
const MINUTE_S = 60;

interface Wanted {
  readonly names: readonly KindName[];
  readonly seed: number;
  /** Absent means the full sizes, however long they take. */
  readonly minutes: number | undefined;
}

/**
 * `npm run torture [-- --minutes N --seed N --only KIND,…]`: one kind after the other, at its full size or, within the
 * minutes given, at the size for which there is time. It goes on after a failure and exits non-zero then; the last line
 * says how many tests passed and failed.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { names, seed, minutes } = read(args);
  await prepareTestBinaries(); // the minutes begin when everything is at hand
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'proxie-torture-'));
  const box = createTimeBox(names, minutes === undefined ? undefined : minutes * MINUTE_S);
  const limit = minutes === undefined ? 'at full size' : `for about ${minutes} minutes`;
  console.log(`Seed ${seed}: ${names.length} kinds of torture ${limit}.`);
  const results: Result[] = [];
  const summary: string[] = [];
  try {
    for (const name of names) {
      const share = box.begin(name);
      const size = Object.entries(sizeOf(name, share)).map(([what, count]) => `${what} ${count}`);
      console.log(`\n▶ ${name}: ${KINDS[name].what} (${size.join(', ')})`);
      const environment = { PROXIE_SEED: String(seed), PROXIE_TORTURE: String(share) };
      const result = await runTests({ name, files: KINDS[name].files, environment }, folder);
      const tookSeconds = box.end();
      results.push(result);
      const verdict = result.failed === 0 ? 'passed' : 'FAILED';
      summary.push(`${name.padEnd(13)} ${verdict} ${tookSeconds.toFixed(0).padStart(5)} s  ${size.join(', ')}`);
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
  console.log(`\n${summary.join('\n')}`);
  report(results, seed);
}

function read(args: readonly string[]): Wanted {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { minutes: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string', multiple: true } },
    });
    const only = values.only?.flatMap((each) => each.split(','));
    const unknown = only?.filter((name) => !NAMES.some((each) => each === name)) ?? [];
    if (unknown.length > 0) throw new Error(`there is no kind ${unknown.join(', ')}`);
    const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
    if (minutes !== undefined && !(minutes > 0)) throw new Error('--minutes takes a number above 0');
    const names = NAMES.filter((name) => only === undefined || only.includes(name));
    return { names, seed: seedOf(values.seed ?? process.env.PROXIE_SEED), minutes };
  } catch (error) {
    const usage = `Usage: npm run torture [-- --minutes N --seed N --only KIND,…]\nKinds: ${NAMES.join(', ')}`;
    throw new UserError(`${(error as Error).message}\n${usage}`);
  }
}
