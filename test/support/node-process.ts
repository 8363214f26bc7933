import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { atEnd } from './servers.ts';

/** One of our own processes, started the way a user starts it. */
export interface NodeProcess {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** SIGKILL; returns when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; answers with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `npm run <name>` as a process of its own and returns when it has printed `readyWhen`. */
export async function startProcess(
  name: 'api' | 'worker' | 'start',
  env: Readonly<Record<string, string>>,
  readyWhen: string,
): Promise<NodeProcess> {
  const coverage = process.env.NODE_V8_COVERAGE;
  const child = spawn(process.execPath, [path.join(PROJECT_DIR, 'scripts/launch.mjs'), name], {
    cwd: PROJECT_DIR,
    env: { ...env, ...(coverage === undefined ? {} : { NODE_V8_COVERAGE: coverage }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const exited = once(child, 'exit');
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes(readyWhen)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void exited.then(() => reject(new Error(`${name} ended before it was ready:\n${printed}`)));
  });
  atEnd(() => kill());
  await ready;
  return { child, output: () => printed, kill, stop };

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await exited;
  }

  async function stop(): Promise<number | null> {
    child.kill('SIGTERM');
    await exited;
    return child.exitCode;
  }
}
