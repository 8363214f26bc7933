import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../user-error.ts';

const run = promisify(execFile);

/** How a PostgreSQL program is started on this machine: PostgreSQL refuses to run as root. */
export interface PostgresUser {
  /** Set when this process is root; files that PostgreSQL uses must then belong to this user. */
  readonly ids?: { readonly uid: number; readonly gid: number };
  /** The command line that runs a program as that user. */
  wrap(command: string, args: readonly string[]): RunAs;
}

/** A command with the user that it runs as. */
export interface RunAs {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** The user that PostgreSQL runs as: this one, or for root the (if need be new) system user `postgres`. */
export async function postgresUser(...usedPaths: readonly string[]): Promise<PostgresUser> {
  if (process.getuid?.() !== 0) return { wrap: (command, args) => ({ command, args }) };
  const ids = (await idsOf('postgres')) ?? (await createUser()) ?? (await idsOf('nobody'));
  if (!ids) {
    throw new UserError(
      'PostgreSQL cannot run as root and no user `postgres` can be made: run as an ordinary user, or set DATABASE_URL.',
    );
  }
  const closed = usedPaths.find((each) => !isOpenToAll(each));
  if (closed === undefined) return { ids, wrap: (command, args) => ({ command, args, ...ids }) };
  // A folder on the way, such as /root, is closed to others: root lends the right to pass, and nothing else.
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((each) => fs.existsSync(each));
  if (!setpriv) {
    throw new UserError(
      `PostgreSQL cannot run as root, and its user 'postgres' cannot reach ${closed}: put the project into a folder that ` +
        'everyone may enter, run as an ordinary user, or set DATABASE_URL.',
    );
  }
  const lend = ['--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return {
    ids,
    wrap: (command, args) => ({
      command: setpriv,
      args: [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, ...lend, '--', command, ...args],
    }),
  };
}

async function idsOf(user: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, user])).stdout)),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

async function createUser(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    await run('groupadd', ['--system', 'postgres']);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  } catch {
    // Another process made it at the same moment, or this system has no such programs: the next look tells.
  }
  return idsOf('postgres');
}

function isOpenToAll(target: string): boolean {
  for (let folder = path.resolve(target); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (fs.existsSync(folder) && fs.statSync(folder).isDirectory() && (fs.statSync(folder).mode & 0o001) === 0) {
      return false;
    }
  }
  return true;
}
