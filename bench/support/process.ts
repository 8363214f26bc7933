import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { testFolder } from '#test/support/servers.ts';

/** A process that a bench has started. */
export interface BenchProcess<Ready> {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: Ready;
  /** Asks it how much memory it takes. */
  readonly memory: () => Promise<Memory>;
  /** Lets it end by itself and waits for that. */
  readonly stop: () => Promise<void>;
}

/** What a process takes of the machine's memory, native parts included. */
export interface Memory {
  readonly nowMb: number;
  readonly peakMb: number;
}

interface ProcessOptions {
  /** The module that calls `serve`, beside this file. */
  readonly module: string;
  /** Given to it as a message; plain data. */
  readonly input: object;
  readonly execArgv?: readonly string[];
}

const ASK_MEMORY = 'memory';
const STOP_MS = 20_000;
const LINES_SHOWN = 5;

/** Starts a module as a process of its own, which ends with this one, and returns once it says that it is ready. */
export async function startProcess<Ready>(options: ProcessOptions): Promise<BenchProcess<Ready>> {
  const { module, input, execArgv = [] } = options;
  const logFile = testFolder(`${path.basename(module, '.ts')}-${Math.random().toString(36).slice(2)}.log`);
  const log = fs.openSync(logFile, 'a');
  const child = fork(path.join(import.meta.dirname, module), [], {
    execArgv: [...execArgv],
    stdio: ['ignore', log, log, 'ipc'],
  });
  fs.closeSync(log);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${module} ended with code ${code}:\n${lastLines(logFile)}`)));
    child.send(input);
  });
  return { pid: child.pid ?? 0, ready, memory, stop };

  async function memory(): Promise<Memory> {
    const answer = once(child, 'message');
    child.send(ASK_MEMORY);
    return ((await answer) as [Memory])[0];
  }

  async function stop(): Promise<void> {
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(timer);
  }
}

/** What a module started by `startProcess` is while it runs. */
export interface Served<Ready extends object> {
  readonly ready: Ready;
  readonly stop: () => Promise<void>;
}

/** The other side: starts with what the parent sends, says so, and stops when the parent lets go or dies. */
export function serve<Input extends object, Ready extends object>(
  start: (input: Input) => Promise<Served<Ready>>,
): void {
  process.once('message', (input) => {
    const served = start(input as Input);
    process.once('disconnect', () => {
      served
        .then(({ stop }) => stop())
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    });
    served.then(
      ({ ready }) => {
        process.on('message', (message) => message === ASK_MEMORY && process.send?.(memoryNow()));
        process.send?.(ready);
      },
      (error: unknown) => {
        process.stderr.write(`${(error as Error).stack ?? String(error)}\n`, () => process.exit(1));
      },
    );
  });
}

function memoryNow(): Memory {
  const rounded = (bytes: number): number => Math.round(bytes / 2 ** 20);
  return { nowMb: rounded(process.memoryUsage.rss()), peakMb: rounded(process.resourceUsage().maxRSS * 1024) };
}

function lastLines(file: string): string {
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
}
