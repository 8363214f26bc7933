import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT_DIR } from '#platform/config.ts';
import { listSettings } from '#platform/config/setting.ts';
import { SETTINGS } from '#platform/config/settings.ts';
import { runningStack } from '#platform/embedded/data-dir.ts';
import { findFreePort } from '#platform/embedded/ports.ts';
import { UserError } from '#platform/user-error.ts';
import type { Print } from './narrator.ts';
import { isReady } from './product.ts';
import { until } from './client.ts';

/** A product that lives as long as the demo. */
export interface OwnProduct {
  readonly baseUrl: string;
  readonly mailFolder: string | undefined;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

/** A machine without the Temporal CLI builds it first. */
const START_MS = 20 * 60_000;
const STOP_MS = 60_000;
const KEPT_LINES = 15;
/** The lines of our own log, which starts them with the time. */
const LOG_LINE = /^\[\d\d:/;

/** Runs `npm start` in a temporary folder on free ports and returns once it is ready; its progress is printed. */
export async function startOwnProduct(print: Print): Promise<OwnProduct> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'proxie-demo-'));
  await fs.chmod(folder, 0o711); // PostgreSQL may run as another user and has to pass through
  const port = await findFreePort();
  const launcher = path.join(PROJECT_DIR, 'scripts/launch.mjs');
  const dataDir = path.join(folder, 'data');
  const env = environment(port, dataDir);
  const child = spawn(process.execPath, [launcher, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<true>((resolve) => {
    child.once('exit', () => resolve(true));
    child.once('error', () => resolve(true));
  });
  const lines = listen(child, print);
  const release = onSignals(() => void stop());
  let stopping: Promise<void> | undefined;
  const baseUrl = `http://127.0.0.1:${port}`;
  if (await becomesReady(baseUrl, exited)) {
    lines.quiet();
    return { baseUrl, mailFolder: runningStack(dataDir)?.mailFolder, stop };
  }
  const interrupted = stopping !== undefined;
  await stop();
  throw new UserError(
    interrupted ? 'Stopped.' : `A product of its own could not be started:\n${lines.last().join('\n')}`,
  );

  function stop(): Promise<void> {
    stopping ??= end();
    return stopping;
  }

  async function end(): Promise<void> {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(force);
    release();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Our own environment without any setting, but for where executables are found, and with those of the product. */
function environment(port: number, dataDir: string): NodeJS.ProcessEnv {
  const kept = new Set(['TEMPORAL_CLI', 'PROXIE_CACHE_DIR']);
  const known = new Set(listSettings(SETTINGS).map(([, { env }]) => env));
  const isSetting = (name: string): boolean => known.has(name) || /^(PROXIE|TEMPORAL)_/.test(name);
  const others = Object.entries(process.env).filter(([name]) => kept.has(name) || !isSetting(name));
  const ports = ['POSTGRES', 'TEMPORAL', 'TEMPORAL_UI', 'REDIS'].map((name) => [`PROXIE_${name}_PORT`, '0']);
  return { ...Object.fromEntries([...others, ...ports]), PORT: String(port), PROXIE_DATA_DIR: dataDir };
}

/** False when it ended instead. */
async function becomesReady(baseUrl: string, exited: Promise<true>): Promise<boolean> {
  let ended = false;
  void exited.then(() => (ended = true));
  const look = async (): Promise<boolean | undefined> => {
    if (ended) return false;
    return (await isReady(baseUrl)) || undefined;
  };
  return until(look, { withinMs: START_MS, otherwise: () => 'The product of the demo is not ready yet.' });
}

/** Prints what the product says of itself until it is ready, and keeps the last lines for a message. */
function listen(child: ChildProcess, print: Print) {
  const kept: string[] = [];
  let speaking = true;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      if (speaking && LOG_LINE.test(line)) print(`     ${line}`);
    });
  }
  return { last: () => kept, quiet: () => void (speaking = false) };
}

/** Ctrl-C stops the product before the demo ends. */
function onSignals(stop: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
