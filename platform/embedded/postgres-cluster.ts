import { execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../user-error.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import { runOn, type UserIds } from './postgres-user.ts';
import { commandLine, identify, send, waitUntilGone, workingDirectory } from './processes.ts';

const run = promisify(execFile);

/** The only database user of an embedded server. */
export const POSTGRES_USER = 'proxie';

/** Makes sure that a data folder stands, and returns its password; half a folder is never left behind. */
export async function prepareCluster(
  dataDir: string,
  programs: PostgresPrograms,
  user: UserIds | undefined,
  options: { readonly sync: boolean },
): Promise<string> {
  const passwordFile = `${dataDir}.password`;
  if (fs.existsSync(dataDir)) {
    if (!fs.existsSync(path.join(dataDir, 'PG_VERSION'))) throw toBroken(dataDir);
    const kept = fs.existsSync(passwordFile) ? fs.readFileSync(passwordFile, 'utf8').trim() : '';
    return kept === '' ? renewPassword(dataDir, programs, user) : kept;
  }
  const password = newPassword();
  const draft = `${dataDir}.${randomUUID()}`;
  const [data, draftPassword] = [path.join(draft, 'data'), path.join(draft, 'password')];
  try {
    fs.mkdirSync(data, { recursive: true, mode: 0o700 });
    fs.writeFileSync(draftPassword, `${password}\n`, { mode: 0o600 });
    if (user) for (const each of [draft, data, draftPassword]) fs.chownSync(each, user.uid, user.gid);
    const {
      command,
      args,
      cwd = '/',
      ...ids
    } = runOn(data, user, (folder) => [
      programs.initdb,
      // Not joined by name: seen from its working directory the folder has another one.
      ...initArguments(folder, `${folder}/../password`, options.sync),
    ]);
    await run(command, [...args], { cwd, ...ids }).catch((cause: Error & { stderr?: string }) => {
      const reason = cause.stderr
        ?.trim()
        .split('\n')
        .findLast((line) => /error|fatal/i.test(line));
      throw new UserError(`The database folder ${dataDir} cannot be made (${reason ?? cause.message}).`, { cause });
    });
    fs.renameSync(draftPassword, passwordFile);
    fs.renameSync(data, dataDir);
    return password;
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Gives the database user a new password where the file with the old one is gone or damaged, and returns it. The data are
 * not touched: whoever may write to the folder may do this. No server may run on it.
 */
export async function renewPassword(
  dataDir: string,
  { postgres }: PostgresPrograms,
  user: UserIds | undefined,
): Promise<string> {
  const password = newPassword();
  const { command, args, ...as } = runOn(dataDir, user, (folder) => [postgres, '--single', '-D', folder, 'postgres']);
  await new Promise<void>((resolve, reject) => {
    const server = spawn(command, args, { cwd: '/', ...as, stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    server.stdin.on('error', () => undefined); // it has ended, and its words say why
    server.once('error', reject);
    server.once('close', (code) => {
      if (code === 0 && !/\b(ERROR|FATAL|PANIC):/.test(said)) resolve();
      else reject(toBroken(dataDir, said.trim().split('\n').at(-1)));
    });
    server.stdin.end(`alter role ${POSTGRES_USER} password '${password}'\n`);
  });
  const passwordFile = `${dataDir}.password`;
  const draft = `${passwordFile}.${randomUUID()}`;
  fs.writeFileSync(draft, `${password}\n`, { mode: 0o600 });
  fs.renameSync(draft, passwordFile);
  return password;
}

const newPassword = (): string => randomBytes(24).toString('base64url');

/** Ends a server that still holds the folder, and removes a pid file that by now names some other program. */
export async function clearStalePid(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return;
  const pid = Number.parseInt(fs.readFileSync(pidFile, 'utf8'), 10);
  const holder = Number.isSafeInteger(pid) && pid > 0 ? identify(pid) : undefined;
  if (holder && isOn(dataDir, pid)) {
    // Its owner was killed: nothing waits for it any more, and what it committed is safe.
    send(pid, 'SIGINT');
    if (await waitUntilGone(holder, 10_000)) return;
    send(pid, 'SIGQUIT');
    await waitUntilGone(holder, 5_000);
  } else {
    fs.rmSync(pidFile, { force: true });
  }
}

/** Whether a process works on the folder: its command line names it, unless the folder is its working directory. */
function isOn(dataDir: string, pid: number): boolean {
  return commandLine(pid).includes(dataDir) || workingDirectory(pid) === fs.realpathSync(dataDir);
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
