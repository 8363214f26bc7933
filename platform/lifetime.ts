import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from './config.ts';
import { commandLine, identify, isAlive, parentOf, type ProcessId } from './embedded/processes.ts';
import type { Log } from './logger.ts';

/** Registers what has to be undone when the process ends; the last registered runs first. */
export type OnStop = (stop: () => Promise<void>) => void;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** The terminal and npm both pass Ctrl-C on: a second signal inside this time is the same wish. */
const SAME_WISH_MS = 1_500;
const STOP_LIMIT_MS = 45_000;
const PARENT_POLL_MS = 1_000;
const ANCESTORS_SEARCHED = 3;

/** What a started process may hand back: its own end, when that can come without being asked for. */
export interface Running {
  readonly ended: Promise<void>;
}

/**
 * Runs a process from its start to a signal (or the death of the npm that started it) and then undoes, in reverse,
 * what `start` registered, also when the signal comes in the middle of it. Ends with code 0 after a clean stop, and in any
 * case within the limit.
 */
export async function runUntilStopped(
  config: Pick<Config, 'startedByNpm'>,
  log: Log,
  start: (onStop: OnStop) => Promise<Running | void>,
  { stopLimitMs = STOP_LIMIT_MS }: { readonly stopLimitMs?: number } = {},
): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  const asked = stopWish(config.startedByNpm, log);
  const started = start((stop) => void stops.push(stop)).then(async (running) => {
    if (!running) return asked;
    return Promise.race([asked, running.ended.then(() => 'it ended by itself')]);
  });
  try {
    // A start that fails because its servers are being stopped already is no news.
    const reason = await Promise.race([started, asked]);
    log.info(`${reason}: stopping`);
  } catch (error) {
    await undo(stops, log, stopLimitMs);
    throw error;
  }
  started.catch(() => undefined);
  process.exit((await undo(stops, log, stopLimitMs)) ? 0 : 1);
}

async function undo(stops: (() => Promise<void>)[], log: Log, limitMs: number): Promise<boolean> {
  let clean = true;
  const all = async (): Promise<void> => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      await stop().catch((error: unknown) => {
        clean = false;
        log.error({ err: error }, 'something could not be stopped cleanly');
      });
    }
  };
  const inTime = await Promise.race([all().then(() => true), delay(limitMs, false, { ref: false })]);
  if (!inTime) log.error(`not everything stopped within ${limitMs / 1_000} s; ending anyway`);
  return clean && inTime;
}

/** Settles with the reason to stop. A second wish ends the process at once; its servers then end on their own. */
function stopWish(startedByNpm: boolean, log: Log): Promise<string> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const wish = (reason: string): void => {
      if (firstAt === undefined) {
        firstAt = Date.now();
        resolve(reason);
      } else if (Date.now() - firstAt > SAME_WISH_MS) {
        log.warn(`${reason} again: ending at once`);
        process.exit(1);
      }
    };
    for (const signal of SIGNALS) process.on(signal, () => wish(signal));
    const parent = startedByNpm ? npmAncestor() : undefined;
    if (!parent) return;
    const watch = setInterval(() => {
      if (isAlive(parent)) return;
      clearInterval(watch);
      wish('npm was killed');
    }, PARENT_POLL_MS);
    watch.unref();
  });
}

/** The npm process above this one; a shell may stand between. */
function npmAncestor(): ProcessId | undefined {
  let pid = process.ppid;
  for (let step = 0; step < ANCESTORS_SEARCHED && pid > 1; step++) {
    if (/\bnpm\b/.test(commandLine(pid))) return identify(pid);
    pid = parentOf(pid) ?? 0;
  }
  return undefined;
}
