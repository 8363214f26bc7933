/** One bench in a process of its own; its name is the first argument, the folders for all and for profiles follow. */
import { stopTestServers } from '#test/support/servers.ts';
import { BENCHES } from '../index.ts';
import type { Sent } from './apart.ts';
import type { Figure } from './bench.ts';

const [, , name, sharedDir = '', profileDir = ''] = process.argv;

process.once('disconnect', () => process.exit(1)); // nobody waits any more; the servers end with this process
const sent = await run().then(
  (figures): Sent => ({ figures }),
  (error: unknown): Sent => ({ error: (error as Error).stack ?? String(error) }),
);
process.send?.(sent, () => process.exit(0));

async function run(): Promise<Figure[]> {
  const bench = BENCHES.find((each) => each.name === name);
  if (!bench) throw new Error(`there is no bench ${name}`);
  const note = (text: string): void => void process.stderr.write(`  ${bench.name}: ${text}\n`);
  const ends: (() => Promise<void>)[] = [stopTestServers];
  try {
    const onEnd = (work: () => Promise<void>): void => void ends.push(work);
    return await bench.run({ note, sharedDir, profileDir: profileDir || undefined, onEnd });
  } finally {
    for (let end = ends.pop(); end; end = ends.pop()) {
      await end().catch((error: unknown) => note(`could not be cleaned up: ${String(error)}`));
    }
  }
}
