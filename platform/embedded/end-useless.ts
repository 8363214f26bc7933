import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../logger.ts';
import type { Child } from './children.ts';

interface UselessOptions {
  /** Has the server do what it is there for; rejects when it does not. */
  readonly probe: (deadlineMs: number) => Promise<void>;
  readonly log: Log;
  readonly stopping: AbortSignal;
  readonly everyMs?: number;
  readonly deadlineMs?: number;
}

const EVERY_MS = 5_000;
/** Long, and more than once: a busy machine is no reason to end a server that works. */
const DEADLINE_MS = 10_000;
const FAILURES = 3;

/** Kills a server that lives and fails its probe three times in a row; whoever keeps it running starts it again. */
export async function endUseless(child: Child, options: UselessOptions): Promise<void> {
  const { probe, log, stopping, everyMs = EVERY_MS, deadlineMs = DEADLINE_MS } = options;
  for (let failures = 0; failures < FAILURES;) {
    await delay(everyMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    if (stopping.aborted || !child.isRunning()) return;
    const failure = await probe(deadlineMs).then(
      () => undefined,
      (error: unknown) => error ?? new Error('no answer'),
    );
    if (failure === undefined) failures = 0;
    else failures += 1;
    if (failure !== undefined) log.warn({ err: failure }, `${child.name} does not do its work`);
  }
  if (stopping.aborted || !child.isRunning()) return;
  log.error(`${child.name} lives and does not do its work: ending it`);
  child.signal('SIGKILL'); // nothing gentler is heard by a process that is stuck
}
