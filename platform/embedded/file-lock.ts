import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isAlive, type ProcessId } from './processes.ts';

const POLL_MS = 200;

/** A lock file that this process holds. */
export interface FileLock {
  /** Replaces what the file says beside its owner. */
  write(content: object): void;
  release(): void;
}

/** Takes the lock, or returns who holds it; the lock of a process that has died counts as free. */
export function tryLock(file: string, content: object = {}): FileLock | ProcessId {
  const owner = identify(process.pid);
  if (!owner) throw new Error('this process cannot be identified');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    if (claim(file, { ...owner, ...content })) {
      return {
        write: (next) => replace(file, { ...owner, ...next }),
        release: () => fs.rmSync(file, { force: true }),
      };
    }
    const holder = readLock(file);
    if (holder && isAlive(holder)) return holder;
    removeStale(file, holder);
  }
}

/** Runs the work while holding the lock, after everyone who came first; `onWait` is told once when it has to wait. */
export async function withLock<T>(
  file: string,
  onWait: (holder: ProcessId) => void,
  work: () => Promise<T>,
): Promise<T> {
  let told = false;
  for (;;) {
    const lock = tryLock(file);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) onWait(lock);
    told = true;
    await delay(POLL_MS);
  }
}

/** What the lock file says, its owner first; nothing when there is no such file. */
export function readLock(file: string): (ProcessId & Record<string, unknown>) | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as ProcessId & Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Appears complete or not at all, and only for one of two who try at once. */
function claim(file: string, content: object): boolean {
  const draft = `${file}.${randomUUID()}`;
  fs.writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function replace(file: string, content: object): void {
  const draft = `${file}.${randomUUID()}`;
  fs.writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  fs.renameSync(draft, file);
}

/** Two processes may find the same dead owner: whoever moved away a fresh lock instead puts it back. */
function removeStale(file: string, stale: ProcessId | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return; // another process was faster
  }
  const moved = readLock(aside);
  if (moved && (moved.pid !== stale?.pid || moved.startedAt !== stale.startedAt)) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // A third process holds it by now.
    }
  }
  fs.rmSync(aside, { force: true });
}
