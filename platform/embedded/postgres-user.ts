import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../user-error.ts';

const run = promisify(execFile);

/** Who runs a program, as the system numbers users and groups. */
export interface UserIds {
  readonly uid: number;
  readonly gid: number;
}

/** A command with the user and the folder that it runs in. */
export interface RunAs {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** The working directory of whoever reads this: it can be entered although the folders above it are closed. */
const WORKING_DIRECTORY = '/proc/self/cwd';

/**
 * The user that PostgreSQL runs as, because it refuses to run as root: nothing for an ordinary user, who runs it as
 * themselves. For root it is the owner of the data folder or, before there is one, the system user `postgres` (made where
 * it is missing).
 */
export async function postgresUser(dataDir: string): Promise<UserIds | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = fs.statSync(dataDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const ids = (await idsOf('postgres')) ?? (await createUser()) ?? (await idsOf('nobody'));
  if (ids) return ids;
  throw new UserError(
    'PostgreSQL cannot run as root and no user `postgres` can be made: run as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the user may enter this folder and every one above it that exists. */
export function mayEnter(target: string, user: UserIds): boolean {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const found = fs.statSync(folder, { throwIfNoEntry: false });
    if (found?.isDirectory() && !mayRun(found, user)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/** Whether the user may run a file (or enter a folder) that they can reach, going by its mode. */
export function mayRun({ mode, uid, gid }: Pick<fs.Stats, 'mode' | 'uid' | 'gid'>, user: UserIds): boolean {
  if (uid === user.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === user.gid ? 0o010 : 0o001)) !== 0;
}

/**
 * How a program is run on a folder. Where the user may not walk to the folder, as below root's home, root enters it first
 * and the program uses it as its working directory: nobody's rights change, and the data stay where they belong.
 */
export function runOn(
  folder: string,
  user: UserIds | undefined,
  commandLine: (folder: string) => readonly [command: string, ...args: string[]],
): RunAs {
  if (!user || mayEnter(path.dirname(folder), user)) {
    const [command, ...args] = commandLine(folder);
    return { command, args, ...user };
  }
  if (!fs.existsSync(WORKING_DIRECTORY)) {
    throw new UserError(
      `PostgreSQL cannot run as root, and the user it runs as cannot reach ${folder}: set PROXIE_DATA_DIR to a folder that ` +
        'everyone may enter, run as an ordinary user, or set DATABASE_URL.',
    );
  }
  const [command, ...args] = commandLine(WORKING_DIRECTORY);
  return { command, args, cwd: folder, ...user };
}

async function idsOf(user: string): Promise<UserIds | undefined> {
  const listed = listedIds(user);
  if (listed) return listed;
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, user])).stdout)),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

/** Users of the system itself; small containers have no program that tells them. */
function listedIds(user: string): UserIds | undefined {
  if (!fs.existsSync('/etc/passwd')) return undefined;
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${user}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

async function createUser(): Promise<UserIds | undefined> {
  // The PATH of a service often lacks the folders of these programs.
  const env = { ...process.env, PATH: [process.env.PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(':') };
  try {
    await run('groupadd', ['--system', 'postgres'], { env });
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], { env });
  } catch {
    // Another process made it at the same moment, or this system has no such programs: the next look tells.
  }
  return idsOf('postgres');
}
