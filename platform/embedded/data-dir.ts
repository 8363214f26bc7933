import fs from 'node:fs';
import path from 'node:path';
import type { Endpoints } from '../config.ts';
import { makeFolder, makePrivateFolder, PRIVATE } from '../folders.ts';
import { UserError } from '../user-error.ts';
import { readLock, tryLock, type FileLock } from './file-lock.ts';
import { isAlive } from './processes.ts';

/** Everything that Proxie keeps in its data folder. */
export const DATA_FILES = {
  lock: 'running.json',
  processes: 'processes.json',
  secrets: 'secrets.json',
  postgres: 'postgres',
  temporal: 'temporal.db',
  redis: 'redis.conf',
  /** There while the runs of a new Temporal store are still to be ordered from the rows. */
  newTemporal: 'temporal.db.new',
  logs: 'logs',
  bundles: 'bundles',
  mail: 'mail',
} as const;

/** What a running `npm start` tells other commands of this folder. */
export interface RunningStack extends Endpoints {
  readonly pid: number;
  /** Set once the API listens. */
  readonly apiUrl?: string;
  /** Where mails are written to while no mail server is set. */
  readonly mailFolder?: string;
}

/** Whether a file of this name in a data folder is ours. */
export function isDataFile(name: string): boolean {
  return Object.values(DATA_FILES).some(
    (known) => name === known || name.startsWith(`${known}.`) || name.startsWith(`${known}-`),
  );
}

/** SQLite takes 512 bytes for a path, and Temporal adds the names of its files to that of the folder. */
const MAX_PATH_BYTES = 450;

/** Makes this process the only one that runs servers on the folder, or says in one sentence who does. */
export function lockDataDir(dataDir: string): FileLock {
  const bytes = Buffer.byteLength(dataDir);
  if (bytes > MAX_PATH_BYTES) {
    throw new UserError(
      `The path of the data folder has ${bytes} bytes, and the servers take ${MAX_PATH_BYTES}: set PROXIE_DATA_DIR to a shorter one (${dataDir}).`,
    );
  }
  makeFolder(dataDir, 'PROXIE_DATA_DIR', makePrivateFolder);
  tighten(dataDir);
  const lock = tryLock(path.join(dataDir, DATA_FILES.lock));
  if ('release' in lock) return lock;
  const apiUrl = runningStack(dataDir)?.apiUrl;
  throw new UserError(
    `Proxie already runs on ${dataDir} (process ${lock.pid}${apiUrl ? `, ${apiUrl}` : ''}): ` +
      'stop it first, or set PROXIE_DATA_DIR to another folder.',
  );
}

/** Root's PostgreSQL is another user; where no folder can be entered for it, it has to walk through this one. */
const folderMode = (): number => (process.getuid?.() === 0 && !fs.existsSync('/proc/self/cwd') ? 0o711 : PRIVATE);

/**
 * Takes the rights of everybody else on what is in the folder, whoever made it and when, and on the folder itself unless
 * it also holds what is not ours.
 */
function tighten(dataDir: string): void {
  const names = fs.readdirSync(dataDir);
  for (const name of names.filter(isDataFile)) {
    const file = path.join(dataDir, name);
    const { mode } = fs.lstatSync(file);
    const isPlain = (mode & fs.constants.S_IFMT) !== fs.constants.S_IFLNK;
    if (isPlain && (mode & 0o077) !== 0) fs.chmodSync(file, mode & PRIVATE);
  }
  if (names.every(isDataFile)) fs.chmodSync(dataDir, folderMode());
}

/** The `npm start` that runs on this folder now, once its servers answer. */
export function runningStack(dataDir: string): RunningStack | undefined {
  const found = readLock(path.join(dataDir, DATA_FILES.lock));
  if (!found || !isAlive(found) || typeof found.postgresUrl !== 'string') return undefined;
  return found as unknown as RunningStack;
}
