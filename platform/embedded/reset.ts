import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../user-error.ts';
import { clearLeftovers } from './children.ts';
import { DATA_FILES, isDataFile, lockDataDir } from './data-dir.ts';

const REMOVED = '.removed-';

/** Deletes a data folder that nobody uses: all of it in one move, so that no half of it can ever be started on. */
export async function removeDataDir(dataDir: string): Promise<boolean> {
  removeRemains(dataDir);
  if (!fs.existsSync(dataDir)) return false;
  const foreign = fs.readdirSync(dataDir).filter((name) => !isDataFile(name));
  if (foreign.length > 0) {
    throw new UserError(
      `${dataDir} also holds ${foreign.slice(0, 3).join(', ')}, which Proxie did not make: nothing was deleted. ` +
        'Check PROXIE_DATA_DIR, or delete the folder by hand.',
    );
  }
  const lock = lockDataDir(dataDir);
  try {
    await clearLeftovers(path.join(dataDir, DATA_FILES.processes));
    fs.renameSync(dataDir, `${dataDir}${REMOVED}${randomUUID()}`);
  } catch (error) {
    lock.release();
    throw error;
  }
  removeRemains(dataDir);
  return true;
}

/** Deletes what Temporal has stored in a data folder that nobody uses; false where there is nothing. */
export async function removeTemporalStore(dataDir: string): Promise<boolean> {
  const store = path.join(dataDir, DATA_FILES.temporal);
  if (!fs.existsSync(store)) return false;
  const lock = lockDataDir(dataDir);
  try {
    await clearLeftovers(path.join(dataDir, DATA_FILES.processes));
    // What belongs to the store goes before it: without it, the next start knows that the store is new.
    for (const file of [`${store}-wal`, `${store}-shm`, `${store}-journal`, store]) fs.rmSync(file, { force: true });
    return true;
  } finally {
    lock.release();
  }
}

/** What an earlier reset that was killed had moved away already. */
function removeRemains(dataDir: string): void {
  const parent = path.dirname(dataDir);
  if (!fs.existsSync(parent)) return;
  for (const name of fs.readdirSync(parent)) {
    if (name.startsWith(`${path.basename(dataDir)}${REMOVED}`)) {
      fs.rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
}
