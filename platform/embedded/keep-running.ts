import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../logger.ts';
import type { Child } from './children.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/** A server that is started again, on the same port and data, whenever it ends without being told to. */
export interface KeptServer {
  /** From now on an end is meant. */
  release(): void;
}

/** Watches a server; what depends on it sees an outage of seconds instead of a lost product. */
export function keepRunning(first: Child, restart: () => Promise<Child>, log: Log): KeptServer {
  let released = false;
  void watch(first);
  return {
    release: () => {
      released = true;
    },
  };

  async function watch(child: Child): Promise<void> {
    const { code, signal } = await child.exited;
    if (released) return;
    log.error(`${child.name} ended by itself (${signal ?? `exit code ${code}`}); starting it again`);
    for (let retryMs = FIRST_RETRY_MS; !released; retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)) {
      try {
        const next = await restart();
        log.info(`${child.name} is back`);
        void watch(next);
        return;
      } catch (error) {
        if (!released) log.error({ err: error }, `${child.name} could not be started again; next try in ${retryMs} ms`);
        await delay(retryMs, undefined, { ref: false });
      }
    }
  }
}
