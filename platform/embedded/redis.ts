import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makePrivateFolder } from '../folders.ts';
import { UserError } from '../user-error.ts';
import type { Child, Supervisor } from './children.ts';
import { findExecutable } from './executables.ts';
import { claimPort } from './ports.ts';

/** A Redis (or Valkey) server on the loopback address that keeps nothing on disk. */
export interface EmbeddedRedis {
  readonly url: string;
  readonly port: number;
  readonly child: Child;
  stop(): Promise<void>;
}

const PROGRAMS = ['redis-server', 'valkey-server'];
const READY_MS = 20_000;
const POLL_MS = 25;

/** Starts the first Redis server on PATH, or returns nothing when there is none: Redis is a luxury on one machine. */
export async function startRedis(options: {
  readonly supervisor: Supervisor;
  readonly searchPath: readonly string[];
  readonly logFile: string;
  /** Where its password is kept; made where it is missing, and the same ever after. */
  readonly configFile: string;
  /** 0 picks a free port. */
  readonly port: number;
}): Promise<EmbeddedRedis | undefined> {
  const executable = PROGRAMS.map((name) => findExecutable(name, options.searchPath)).find(
    (each) => each !== undefined,
  );
  if (!executable) return undefined;
  const port = await claimPort(options.port, 'the embedded Redis', 'PROXIE_REDIS_PORT');
  const password = keptPassword(options.configFile);
  const child = await options.supervisor.start({
    name: 'redis',
    command: executable,
    args: [
      options.configFile, // not an argument, which every user of the machine could read
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      '/tmp',
    ],
    logFile: options.logFile,
    stop: [{ signal: 'SIGTERM', waitMs: 3_000 }],
  });
  const deadline = Date.now() + READY_MS;
  while (!(await answersPing(port, password))) {
    if (!child.isRunning() || Date.now() > deadline) {
      await child.stop();
      throw new UserError(`Redis (${executable}) did not start; see ${options.logFile}, or set REDIS_URL.`);
    }
    await delay(POLL_MS);
  }
  return { url: `redis://:${password}@127.0.0.1:${port}`, port, child, stop: () => child.stop() };
}

/** A page in a browser can reach the port, too: without a password it could send commands. */
function keptPassword(configFile: string): string {
  const known = /^requirepass (\S+)$/m.exec(readIfThere(configFile))?.[1];
  if (known !== undefined) return known;
  const password = randomBytes(24).toString('base64url');
  makePrivateFolder(path.dirname(configFile));
  fs.rmSync(configFile, { force: true });
  fs.writeFileSync(configFile, `requirepass ${password}\n`, { mode: 0o600, flag: 'wx' });
  return password;
}

function readIfThere(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port }, () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.setTimeout(1_000, () => socket.destroy());
    let said = '';
    socket.on('data', (data) => {
      said += data.toString();
      if (said.includes('+PONG')) resolve(true);
      if (/\+PONG|^-/m.test(said)) socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
