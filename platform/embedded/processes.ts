import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Which process a number means: numbers are given out again, the moment of the start is not. */
export interface ProcessId {
  readonly pid: number;
  readonly startedAt: string;
}

/** The identity of a process that lives now, or nothing when there is none with this number. */
export function identify(pid: number): ProcessId | undefined {
  const startedAt = fs.existsSync('/proc/self/stat') ? startFromProc(pid) : startFromPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether exactly this process, and not a later one with its number, still lives. */
export function isAlive(process: ProcessId): boolean {
  return identify(process.pid)?.startedAt === process.startedAt;
}

/** Sends a signal to a process (or, with a negative number, to its group); a process that is gone is no error. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until the process is gone; false when it still lives after the given time. */
export async function waitUntilGone(target: ProcessId, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(target)) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/** The command line of a process, or an empty text when it cannot be read. */
export function commandLine(pid: number): string {
  if (!fs.existsSync('/proc/self/cmdline')) return ps(pid, 'args=') ?? '';
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** The folder that a process works in; nothing where the system does not tell. */
export function workingDirectory(pid: number): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** The number of a process's parent, or nothing when the process is gone. */
export function parentOf(pid: number): number | undefined {
  const parent = fs.existsSync('/proc/self/stat') ? statFields(pid)?.[1] : ps(pid, 'ppid=');
  return parent === undefined ? undefined : Number(parent);
}

function startFromProc(pid: number): string | undefined {
  const fields = statFields(pid);
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

/** The fields of /proc/<pid>/stat from the state on. */
function statFields(pid: number): string[] | undefined {
  try {
    // The name, in brackets, may hold blanks and brackets itself: count from the last bracket on.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function startFromPs(pid: number): string | undefined {
  const [state = '', ...start] = ps(pid, 'stat=,lstart=')?.split(/\s+/) ?? [];
  return state === '' || state.startsWith('Z') ? undefined : start.join(' ');
}

function ps(pid: number, fields: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', fields, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
