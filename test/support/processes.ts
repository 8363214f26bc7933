import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { clockEnvironment } from './clock.ts';

/** A program under test with what it has said so far. */
export interface TestProcess {
  readonly child: ChildProcess & { readonly pid: number };
  stdout(): string;
  stderr(): string;
  /** Waits for these words on its output; fails with all it said when it ends before. */
  said(words: string): Promise<void>;
  /** Waits for its end. */
  ended(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a Node program with exactly this environment, and the clock of the tests where they have one of their own. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>>): TestProcess {
  // Coverage is measured in the test processes alone, and Node would hand it on by itself.
  const given = {
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    NODE_V8_COVERAGE: '',
    ...clockEnvironment(),
    ...env,
  };
  const child = spawn(process.execPath, args, { env: given, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${args.join(' ')} cannot be started`);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const end = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return {
    child: Object.assign(child, { pid }),
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    said: async (words) => {
      while (!output.stdout.includes(words)) {
        const result = await Promise.race([once(child.stdout, 'data').then(() => undefined), end]);
        if (result) throw new Error(`it ended with ${result.code ?? result.signal}:\n${output.stdout}${output.stderr}`);
      }
    },
    ended: () => end,
  };
}
