import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The two servers that the SDK knows how to fetch. */
export type DownloadKind = 'dev-server' | 'time-skipping';

const DOWNLOAD_PROCESS = path.join(import.meta.dirname, 'download-process.ts');
/** A network that is closed often swallows packets instead of refusing them. */
const IDLE_LIMIT_MS = 20_000;
const POLL_MS = 500;

/** Lets the SDK download a server into the folder; gives up when no byte arrives for twenty seconds. */
export async function downloadBySdk(
  kind: DownloadKind,
  folder: string,
  program: string,
  options: { readonly processFile?: string; readonly idleLimitMs?: number } = {},
): Promise<void> {
  const { processFile = DOWNLOAD_PROCESS, idleLimitMs = IDLE_LIMIT_MS } = options;
  // A process of its own, because the SDK's download can be neither cancelled nor watched from inside.
  const child = fork(processFile, [kind, folder], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let complaint = '';
  child.stderr?.on('data', (data: Buffer) => (complaint = (complaint + data.toString()).slice(-2_000)));
  child.on('message', (message) => (complaint = typeof message === 'string' ? message : ''));
  let seenBytes = 0;
  let seenAt = Date.now();
  let idle = false;
  const watch = setInterval(() => {
    const bytes = bytesIn(folder);
    if (bytes !== seenBytes) [seenBytes, seenAt] = [bytes, Date.now()];
    idle = Date.now() - seenAt > idleLimitMs;
    if (idle) child.kill('SIGKILL');
  }, POLL_MS);
  await new Promise<void>((resolve) => child.once('close', () => resolve())).finally(() => clearInterval(watch));
  // The SDK also starts what it fetched, within five seconds: too little on a busy machine, and not what counts here.
  const fetched = fs.readdirSync(folder).find((name) => !name.endsWith('.downloading'));
  if (!fetched) {
    throw new Error(idle ? `no answer for ${idleLimitMs / 1_000} s` : rootCause(complaint) || 'nothing was fetched');
  }
  fs.chmodSync(path.join(folder, fetched), 0o755);
  fs.renameSync(path.join(folder, fetched), path.join(folder, program));
}

/** The SDK's message repeats the address at every level; its last two parts say what happened. */
const rootCause = (message: string): string =>
  (message.trim().split('\n').at(-1) ?? '').split(': ').slice(-2).join(': ');

const bytesIn = (folder: string): number =>
  fs
    .readdirSync(folder)
    .reduce((sum, name) => sum + (fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
