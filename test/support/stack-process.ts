/** Run as a process of its own by tests of the embedded servers: starts them, says so in one line, waits to be stopped. */
import { loadConfig } from '#platform/config.ts';
import { startEmbeddedStack } from '#platform/embedded/stack.ts';
import { runUntilStopped } from '#platform/lifetime.ts';
import { createLogger } from '#platform/logger.ts';

/** Started through scripts/launch.mjs alike: an expected failure is one sentence. */
export async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger(config);
  await runUntilStopped(config, log, async (onStop) => {
    const stack = await startEmbeddedStack(config, log, onStop);
    stack.announce('http://127.0.0.1:1');
    process.stdout.write('ready\n');
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).name}: ${(error as Error).message}\n`);
  process.exit(1);
}
