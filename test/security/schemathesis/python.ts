import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { findExecutable } from '#platform/embedded/executables.ts';
import { binarySettings } from '#test/support/binaries.ts';

const run = promisify(execFile);
const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const NEEDED = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/**
 * The `schemathesis` program in an environment of its own, made once in the cache folder from pinned and hashed packages;
 * or why there can be none.
 */
export async function schemathesis(): Promise<{ readonly program: string } | { readonly missing: string }> {
  const { searchPath, cacheDir } = binarySettings();
  const python = findExecutable('python3', searchPath);
  if (!python) return { missing: 'there is no python3' };
  const fits = await run(python, ['-c', NEEDED]).then(
    () => true,
    () => false,
  );
  if (!fits) return { missing: 'python3 is older than 3.10 or has no venv' };
  const version = createHash('sha256').update(fs.readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = path.join(cacheDir, `schemathesis-${version}`);
  const program = path.join(folder, 'bin', 'st');
  const isComplete = path.join(folder, 'complete'); // an install that was broken off is done again
  if (!fs.existsSync(isComplete)) {
    await run(python, ['-m', 'venv', '--clear', folder]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
    await run(path.join(folder, 'bin', 'python'), [...install, '-r', REQUIREMENTS]);
    fs.writeFileSync(isComplete, '');
  }
  return { program };
}
