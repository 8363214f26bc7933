import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { findExecutable } from '#platform/embedded/executables.ts';
import { binarySettings } from './binaries.ts';

const run = promisify(execFile);
const LEAST = '3.11';
const NEEDED = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${LEAST.replace('.', ', ')}))`;

/**
 * The folder with the programs of a Python environment, made once in the cache folder from pinned and hashed packages; or
 * why there can be none.
 */
export async function pythonPrograms(
  name: string,
  requirements: string,
): Promise<{ readonly programs: string } | { readonly missing: string }> {
  const { searchPath, cacheDir } = binarySettings();
  const python = findExecutable('python3', searchPath);
  if (!python) return { missing: 'there is no python3' };
  const fits = await run(python, ['-c', NEEDED]).then(
    () => true,
    () => false,
  );
  if (!fits) return { missing: `python3 is older than ${LEAST} or has no venv` };
  const version = createHash('sha256').update(fs.readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = path.join(cacheDir, `${name}-${version}`);
  const programs = path.join(folder, 'bin');
  const isComplete = path.join(folder, 'complete'); // an install that was broken off is done again
  if (!fs.existsSync(isComplete)) {
    await run(python, ['-m', 'venv', '--clear', folder]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
    await run(path.join(programs, 'python'), [...install, '-r', requirements]);
    fs.writeFileSync(isComplete, '');
  }
  return { programs };
}
