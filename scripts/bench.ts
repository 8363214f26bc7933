import { parseArgs } from 'node:util';
import { UserError } from '#platform/user-error.ts';
import { stopTestServers, testFolder, testSupervisor } from '#test/support/servers.ts';
import { BENCHES } from '../bench/index.ts';
import { runApart } from '../bench/support/apart.ts';
import type { Bench, Outcome } from '../bench/support/bench.ts';
import { toReport, toTable, writeReport } from '../bench/support/report.ts';

const INTRODUCTION = `Every figure is the median of rounds in which what is compared takes turns (A B A B …), with the lowest and the
highest round in brackets; × is a ratio of two things measured in this run. PostgreSQL runs without fsync and Temporal on
a file, as in the tests; API, worker and the bare servers are processes of their own with pools of the same size.
`;

/** `npm run bench [-- name… --json FILE --profile DIR]`: prints figures and asserts none; each bench takes at most 90 s. */
export async function main(args: readonly string[]): Promise<void> {
  const { chosen, json, profileDir } = parse(args);
  const outcomes: Outcome[] = [];
  process.stdout.write(`${INTRODUCTION}\n`);
  testSupervisor(); // removes the shared folder even if this process is killed
  const sharedDir = testFolder('bench');
  try {
    for (const bench of chosen) {
      const outcome = await runApart(bench, { sharedDir, profileDir });
      outcomes.push(outcome);
      process.stdout.write(`${toTable(outcome)}\n`);
    }
  } finally {
    await stopTestServers();
  }
  if (json !== undefined) writeReport(json, toReport(outcomes));
  process.exitCode = outcomes.some(({ error }) => error !== undefined) ? 1 : 0;
}

interface Wanted {
  readonly chosen: readonly Bench[];
  readonly json: string | undefined;
  readonly profileDir: string | undefined;
}

function parse(args: readonly string[]): Wanted {
  const names = BENCHES.map(({ name }) => name);
  const usage = `Usage: npm run bench [-- ${names.join('|')} … --json FILE --profile DIR]`;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'string' }, profile: { type: 'string' } },
    });
    const unknown = positionals.filter((name) => !names.includes(name));
    if (unknown.length > 0) throw new Error(`there is no bench ${unknown.join(', ')}`);
    const chosen = BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    return { chosen, json: values.json, profileDir: values.profile };
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n${usage}`);
  }
}
