/**
 * The supervisor: a small process of its own that starts the servers and outlives the main process just long enough
 * to stop them. The channel to the main process closes however that one ends, SIGKILL included.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { identify, send, type ProcessId } from './processes.ts';
import type { ChildSpec, Order, Report, SupervisorState } from './supervisor-messages.ts';

interface Running {
  readonly spec: ChildSpec;
  readonly child: ChildProcess & { readonly pid: number };
  readonly identity: ProcessId;
  readonly exited: Promise<void>;
}

const running = new Map<number, Running>();
let stateFile: string | undefined;
let removeAtEnd: readonly string[] = [];

process.umask(0o077); // what the servers write is for nobody else

process.on('message', (order: Order) => {
  if (order.type === 'configure') {
    ({ stateFile, removeAtEnd } = order);
    saveState();
  } else if (order.type === 'start') {
    start(order.id, order.spec);
  } else {
    void stop(order.id);
  }
});
process.on('disconnect', () => void end());
// Ctrl-C reaches every process of the terminal; the main process alone decides when the servers stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

function start(id: number, spec: ChildSpec): void {
  const output = openLog(spec.logFile);
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd ?? '/',
    detached: true, // a group of its own, so that nothing of it stays behind
    stdio: ['ignore', output, output],
    uid: spec.uid,
    gid: spec.gid,
  });
  fs.closeSync(output);
  const { pid } = child;
  if (pid === undefined) {
    child.once('error', (error) => report({ type: 'failed', id, message: error.message }));
    return;
  }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(id);
      send(-pid, 'SIGKILL'); // whatever of its group survived it
      saveState();
      report({ type: 'exited', id, code, signal });
      resolve();
    });
  });
  const identity = identify(pid) ?? { pid, startedAt: '' };
  running.set(id, { spec, child: Object.assign(child, { pid }), identity, exited });
  saveState();
  report({ type: 'started', id, pid });
}

async function stop(id: number): Promise<void> {
  const target = running.get(id);
  if (!target) return;
  const { child, spec, exited } = target;
  for (const { signal, waitMs } of spec.stop) {
    send(child.pid, signal);
    send(child.pid, 'SIGCONT'); // a paused process hears nothing else than SIGKILL
    if (await settlesWithin(exited, waitMs)) return;
  }
  send(-child.pid, 'SIGKILL');
  await exited;
}

/** The last started stops first, because it may need the ones before it. */
async function end(): Promise<void> {
  for (const id of [...running.keys()].toReversed()) await stop(id);
  for (const path of removeAtEnd) fs.rmSync(path, { recursive: true, force: true });
  if (stateFile) fs.rmSync(stateFile, { force: true });
  process.exit(0);
}

function openLog(file: string): number {
  if (fs.existsSync(file)) fs.renameSync(file, `${file}.previous`);
  return fs.openSync(file, 'a', 0o600);
}

function saveState(): void {
  const supervisor = identify(process.pid);
  if (!stateFile || !supervisor) return;
  const children = [...running.values()].map(({ spec, identity }) => ({
    name: spec.name,
    ...identity,
  }));
  const state: SupervisorState = { supervisor, children };
  fs.writeFileSync(`${stateFile}.new`, JSON.stringify(state), { mode: 0o600 });
  fs.renameSync(`${stateFile}.new`, stateFile);
}

function report(message: Report): void {
  // The main process may be gone already, and then nobody has to be told.
  if (process.connected) process.send?.(message, () => undefined);
}

async function settlesWithin(promise: Promise<void>, waitMs: number): Promise<boolean> {
  const timeout = Promise.withResolvers<false>();
  const timer = setTimeout(() => timeout.resolve(false), waitMs);
  const settled = await Promise.race([promise.then(() => true), timeout.promise]);
  clearTimeout(timer);
  return settled;
}
