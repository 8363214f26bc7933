import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { startNode } from './processes.ts';
import { atEnd } from './servers.ts';

/** One of our own processes, started the way a user starts it. */
export interface NodeProcess {
  /** All that it has printed, errors last. */
  output(): string;
  /** SIGSTOP: it is there and does nothing. */
  pause(): void;
  resume(): void;
  /** Any other signal. */
  signal(name: NodeJS.Signals): void;
  /** Waits for its end; answers with the exit code. */
  ended(): Promise<number | null>;
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
  const signal = (named: NodeJS.Signals): void => void started.child.kill(named);
  return {
    output: () => started.stdout() + started.stderr(),
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    signal,
    ended: async () => (await started.ended()).code,
    kill,
    stop,
  };

  async function kill(): Promise<void> {
    started.child.kill('SIGKILL');
    await started.ended();
  }

  async function stop(): Promise<number | null> {
    started.child.kill('SIGTERM');
    return (await started.ended()).code;
  }
}
