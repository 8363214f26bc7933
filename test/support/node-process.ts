import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { startNode } from './processes.ts';
import { atEnd } from './servers.ts';

/** One of our own processes, started the way a user starts it. */
export interface NodeProcess {
  output(): string;
  /** SIGKILL; returns when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; answers with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts what `npm run <name>` starts, as a process of its own, and returns when it has printed `readyWhen`. */
export async function startProcess(
  name: 'api' | 'worker' | 'start',
  env: Readonly<Record<string, string>>,
  readyWhen: string,
): Promise<NodeProcess> {
  const started = startNode([path.join(PROJECT_DIR, 'scripts/launch.mjs'), name], env);
  atEnd(() => kill());
  await started.said(readyWhen);
  return { output: () => started.stdout(), kill, stop };

  async function kill(): Promise<void> {
    started.child.kill('SIGKILL');
    await started.ended();
  }

  async function stop(): Promise<number | null> {
    started.child.kill('SIGTERM');
    return (await started.ended()).code;
  }
}
