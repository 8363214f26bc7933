import { fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isAlive, send, waitUntilGone } from './processes.ts';
import type { ChildSpec, Order, Report, SupervisorState } from './supervisor-messages.ts';

export type { ChildSpec, StopStep } from './supervisor-messages.ts';

/** How a child ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running server. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Settles once the process is gone, whoever ended it. */
  readonly exited: Promise<Ending>;
  isRunning(): boolean;
  /** Sends a signal to the server's own process. */
  signal(signal: NodeJS.Signals): void;
  /** Ends the server by its own gentle way, then by force; returns when it is gone. */
  stop(): Promise<void>;
}

/** Starts servers that never outlive this process, however it ends. */
export interface Supervisor {
  start(spec: ChildSpec): Promise<Child>;
  /** Stops what still runs, the last started first, then the supervisor itself. */
  close(): Promise<void>;
}

interface Waiting {
  started(pid: number): void;
  failed(error: Error): void;
  exited(ending: Ending): void;
}

const SUPERVISOR_FILE = path.join(import.meta.dirname, 'supervisor.ts');
/** Longer than all stop steps of all children together. */
const SUPERVISOR_END_MS = 40_000;

/** Brings up the supervisor; `removeAtEnd` is deleted when everything has stopped, even after a SIGKILL. */
export function createSupervisor(options: { stateFile?: string; removeAtEnd?: readonly string[] } = {}): Supervisor {
  const children = createLedger();
  let lastId = 0;
  let closed = false;
  let current = connect();
  return { start, close };

  async function start(spec: ChildSpec): Promise<Child> {
    if (closed) throw new Error(`${spec.name} is not started: everything is being stopped`);
    if (!current.process.connected) current = connect(); // somebody killed the supervisor
    fs.mkdirSync(path.dirname(spec.logFile), { recursive: true });
    const id = ++lastId;
    const exited = Promise.withResolvers<Ending>();
    const pid = await new Promise<number>((resolve, reject) => {
      const failed = (error: Error): void =>
        reject(new Error(`${spec.name} cannot be started: ${error.message}`, { cause: error }));
      children.expect(id, { started: resolve, failed, exited: exited.resolve });
      current.process.send({ type: 'start', id, spec } satisfies Order, (error) => {
        if (error) failed(error);
      });
    });
    return {
      name: spec.name,
      pid,
      exited: exited.promise,
      isRunning: () => children.isRunning(id),
      signal: (signal) => {
        if (children.isRunning(id)) send(pid, signal);
      },
      stop: async () => {
        if (children.isRunning(id)) current.process.send({ type: 'stop', id } satisfies Order, () => undefined);
        await exited.promise;
      },
    };
  }

  async function close(): Promise<void> {
    closed = true;
    if (current.process.connected) current.process.disconnect();
    await current.gone;
  }

  function connect(): { readonly process: ChildProcess; readonly gone: Promise<void> } {
    const supervisor = forkSupervisor();
    const { stateFile, removeAtEnd = [] } = options;
    supervisor.on('message', (report: Report) => children.hear(report));
    const gone = new Promise<void>((resolve) => {
      supervisor.once('exit', () => {
        children.loseAll();
        resolve();
      });
    });
    supervisor.send({ type: 'configure', stateFile, removeAtEnd } satisfies Order, () => undefined);
    return { process: supervisor, gone };
  }
}

/** What the supervisor has told of its children. */
function createLedger() {
  const waiting = new Map<number, Waiting>();
  const pids = new Map<number, number>();
  return { expect, isRunning, hear, loseAll };

  function expect(id: number, target: Waiting): void {
    waiting.set(id, target);
  }

  function isRunning(id: number): boolean {
    return pids.has(id);
  }

  function hear(report: Report): void {
    if (report.type === 'started') {
      pids.set(report.id, report.pid);
      waiting.get(report.id)?.started(report.pid);
    } else if (report.type === 'failed') {
      waiting.get(report.id)?.failed(new Error(report.message));
      waiting.delete(report.id);
    } else {
      end(report.id, report);
    }
  }

  /** Where the supervisor itself was killed, its servers are ended from here: nobody else is left to do it. */
  function loseAll(): void {
    for (const [id, pid] of pids) {
      send(-pid, 'SIGKILL');
      end(id, { code: null, signal: 'SIGKILL' });
    }
    for (const each of waiting.values()) each.failed(new Error('the supervisor of the embedded servers has ended'));
    waiting.clear();
  }

  function end(id: number, { code, signal }: Ending): void {
    pids.delete(id);
    waiting.get(id)?.exited({ code, signal });
    waiting.delete(id);
  }
}

/** Waits for the servers of a run that was killed, and ends those that nobody watches any more. */
export async function clearLeftovers(stateFile: string): Promise<void> {
  let state: SupervisorState;
  try {
    state = JSON.parse(fs.readFileSync(stateFile, 'utf8')) as SupervisorState;
  } catch {
    return; // no such file: nothing was left
  }
  await waitUntilGone(state.supervisor, SUPERVISOR_END_MS);
  for (const child of state.children.filter((each) => isAlive(each)).toReversed()) {
    send(child.pid, 'SIGINT');
    if (await waitUntilGone(child, 5_000)) continue;
    send(-child.pid, 'SIGKILL');
    await waitUntilGone(child, 5_000);
  }
  fs.rmSync(stateFile, { force: true });
}

function forkSupervisor(): ChildProcess {
  return fork(SUPERVISOR_FILE, [], {
    detached: true, // a session of its own: Ctrl-C in the terminal is for the main process
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    cwd: '/',
  });
}
