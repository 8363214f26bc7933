import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Bench, BenchContext, Figure, Outcome } from './bench.ts';

/** What the process of one bench sends before it ends. */
export type Sent = { readonly figures: readonly Figure[] } | { readonly error: string };

type ApartOptions = Pick<BenchContext, 'sharedDir' | 'profileDir'>;

/** A bench that hangs must not keep the others waiting. */
const LIMIT_MS = 90_000;

/** Runs one bench in a process of its own, so that neither its heap nor its failures are another's; kills it when it is late. */
export async function runApart({ name, title }: Bench, options: ApartOptions): Promise<Outcome> {
  const { sharedDir, profileDir = '' } = options;
  const startedAt = performance.now();
  const child = fork(path.join(import.meta.dirname, 'apart.process.ts'), [name, sharedDir, profileDir], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let sent: Sent = { error: 'it ended without a word' };
  child.once('message', (message) => (sent = message as Sent));
  const timer = setTimeout(() => {
    sent = { error: `it took longer than ${LIMIT_MS / 1_000} s` };
    child.kill('SIGKILL'); // its servers and processes end with it
  }, LIMIT_MS);
  await once(child, 'exit');
  clearTimeout(timer);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return { name, title, seconds, figures: [], ...sent };
}
