import type { Log } from '#platform/logger.ts';
import { afterLoopTime } from '#platform/loop-time.ts';

/** Looks whether one dependency can be used; throws when it cannot. It may say in which way it serves. */
export interface ReadinessCheck {
  readonly name: string;
  /** Without a required one the API cannot serve; without an optional one it serves in a reduced way. */
  readonly required: boolean;
  /** Whether its coming and going is logged elsewhere; once is enough. */
  readonly isLogged?: boolean;
  readonly check: (signal: AbortSignal) => Promise<string | void>;
}

/** How one dependency stands. */
export interface DependencyState {
  readonly state: 'up' | 'down';
  readonly required: boolean;
  readonly latencyMs: number;
  /** In which way it serves, in words; nothing of an error ever gets here. */
  readonly note?: string;
}

/** How the process stands. */
export interface ReadinessReport {
  readonly status: 'ready' | 'degraded' | 'unavailable' | 'stopping';
  readonly dependencies: Readonly<Record<string, DependencyState>>;
}

/** Answers whether this process should get requests. */
export interface Readiness {
  report(): Promise<ReadinessReport>;
  /** From now on the process says, without asking anybody, that it wants no more requests. */
  stop(): void;
}

interface ReadinessOptions {
  readonly checks: readonly ReadinessCheck[];
  readonly log: Log;
  readonly timeoutMs?: number;
  readonly maxAgeMs?: number;
  readonly now?: () => number;
}

const TIMEOUT_MS = 2_000;
const MAX_AGE_MS = 1_000; // however many ask, the dependencies are asked once a second

/** Checks all dependencies at the same time, each within its time; a report is shared by those who ask together. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { checks, log, timeoutMs = TIMEOUT_MS, maxAgeMs = MAX_AGE_MS, now = Date.now } = options;
  const wasDown = new Set<string>();
  const underWay = new Map<ReadinessCheck['check'], Promise<string | void>>();
  let isStopping = false;
  let latest: { readonly atMs: number; readonly report: Promise<ReadinessReport> } | undefined;
  let known: ReadinessReport | undefined;
  return { report, stop };

  async function report(): Promise<ReadinessReport> {
    if (isStopping) return { dependencies: {}, ...known, status: 'stopping' }; // at once, however slow a dependency is
    if (!latest || now() - latest.atMs >= maxAgeMs) latest = { atMs: now(), report: ask() };
    known = await latest.report;
    return isStopping ? { ...known, status: 'stopping' } : known;
  }

  function stop(): void {
    isStopping = true;
  }

  async function ask(): Promise<ReadinessReport> {
    const entries = await Promise.all(checks.map(async (each) => [each.name, await stateOf(each)] as const));
    const down = entries.map(([, each]) => each).filter((each) => each.state === 'down');
    const status = down.length === 0 ? 'ready' : down.some((each) => each.required) ? 'unavailable' : 'degraded';
    return { status, dependencies: Object.fromEntries(entries) };
  }

  async function stateOf({ name, required, isLogged = false, check }: ReadinessCheck): Promise<DependencyState> {
    const startedAt = performance.now();
    try {
      const note = await within(check);
      if (wasDown.delete(name) && !isLogged) log.info({ dependency: name }, 'a dependency is back');
      return { state: 'up', required, latencyMs: latency(startedAt), ...(note && { note }) };
    } catch (err) {
      if (!wasDown.has(name) && !isLogged) log.warn({ dependency: name, err }, 'a dependency is down');
      wasDown.add(name);
      return { state: 'down', required, latencyMs: latency(startedAt) };
    }
  }

  /** A stall of this process is no dependency's delay. */
  async function within(check: ReadinessCheck['check']): Promise<string | void> {
    const timer = new AbortController();
    const { promise: timedOut, reject } = Promise.withResolvers<never>();
    const cancel = afterLoopTime(timeoutMs, () => {
      const error = new Error(`there was no answer within ${timeoutMs} ms`);
      timer.abort(error);
      reject(error);
    });
    return Promise.race([asked(check, timer.signal), timedOut]).finally(cancel);
  }

  /** A dependency that hangs is not asked once more each second: the questions would use up what callers need. */
  function asked(check: ReadinessCheck['check'], signal: AbortSignal): Promise<string | void> {
    const known = underWay.get(check);
    if (known) return known;
    const answer = check(signal).finally(() => underWay.delete(check));
    underWay.set(check, answer);
    return answer;
  }
}

const latency = (startedAt: number): number => Math.round((performance.now() - startedAt) * 10) / 10;
