/**
 * One lane of a test run: a process that runs the test files it is given one after the other, and so loads the product
 * once. When the runner is gone, however that ended, the lane ends with every process that its tests have started.
 */
import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { PROJECT_DIR } from '#platform/config.ts';
import '#test/support/clock.ts';
import { mochaGlobalTeardown } from '#test/support/global.ts';
import type { Counts, FromLane, ToLane } from './lane-messages.ts';

const { 'forbid-only': forbidOnly, ...options } = JSON.parse(
  fs.readFileSync(path.join(PROJECT_DIR, '.mocharc.json'), 'utf8'),
) as { readonly timeout: number; readonly slow: number; readonly 'forbid-only': boolean };

Mocha.reporters.Base.consoleLog = (...words: readonly unknown[]) => send({ type: 'line', text: format(...words) });

process.on('message', (order: ToLane) => {
  if (order.type === 'end') void end();
  else void run(order.file).then((counts) => send({ type: 'ended', counts }));
});
process.on('disconnect', killAll);
if (!process.connected) killAll(); // the runner has ended meanwhile

async function run(file: string): Promise<Counts> {
  let counts: Counts | undefined;
  const mocha = new Mocha({
    timeout: options.timeout,
    slow: options.slow,
    forbidOnly,
    reporter: path.join(PROJECT_DIR, 'test/support/reporter.cjs'),
    reporterOptions: { ended: (ended: Counts) => (counts = ended) },
  });
  try {
    mocha.addFile(path.join(PROJECT_DIR, file));
    await mocha.loadFilesAsync();
    await new Promise((resolve) => mocha.run(resolve));
  } catch (error) {
    return failure(file, `cannot be loaded`, error);
  }
  if (!counts || counts.passes + counts.failures + counts.pending === 0) return failure(file, 'has no test');
  return counts;
}

function failure(file: string, what: string, error?: unknown): Counts {
  const reason = error instanceof Error ? (error.stack ?? error.message) : format(error ?? '');
  return { passes: 0, failures: 1, pending: 0, failed: [{ title: `${file} ${what}`, file, error: reason }] };
}

/** Its group, and itself with that; the servers are the supervisors', which stop them. */
function killAll(): void {
  process.kill(-process.pid, 'SIGKILL');
}

async function end(): Promise<void> {
  await mochaGlobalTeardown();
  process.exit(0);
}

function send(message: FromLane): void {
  process.send?.(message);
}
