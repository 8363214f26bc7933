import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../logger.ts';
import type { Child } from './children.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * Starts a server again, on the same port and data, whenever it ends before `stopping`: what depends on it sees an
 * outage of seconds instead of a lost product.
 */
export function keepRunning(first: Child, restart: () => Promise<Child>, log: Log, stopping: AbortSignal): void {
  void watch(first);

  async function watch(child: Child): Promise<void> {
    const { code, signal } = await child.exited;
    if (stopping.aborted) return;
    log.error(`${child.name} ended by itself (${signal ?? `exit code ${code}`}); starting it again`);
    for (let retryMs = FIRST_RETRY_MS; !stopping.aborted; retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)) {
      try {
        const next = await restart();
        if (!stopping.aborted) log.info(`${child.name} is back`);
        void watch(next);
        return;
      } catch (error) {
        if (stopping.aborted) return;
        log.error({ err: error }, `${child.name} could not be started again; next try in ${retryMs} ms`);
        await delay(retryMs, undefined, { ref: false });
      }
    }
  }
}
