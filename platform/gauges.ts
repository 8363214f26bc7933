import { setTimeout as delay } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';

/** One gauge of several that are read together. */
export interface GaugeOf<State> {
  readonly name: string;
  readonly help: string;
  readonly valueOf: (state: State) => number;
}

/** A scraper gives up after about ten seconds, and would lose everything else with it. */
const READ_MS = 1_000;

/**
 * Registers gauges over one state. Each scrape reads the state once, and all gauges show that reading: none is a scrape
 * behind. Where it cannot be read in time they show NaN.
 */
export function registerGauges<State>(
  registry: Registry,
  read: () => Promise<State> | State,
  gauges: readonly GaugeOf<State>[],
): void {
  let reading: Promise<State | undefined> | undefined; // shared by the gauges of one scrape
  for (const { name, help, valueOf } of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        reading ??= readInTime().finally(() => (reading = undefined));
        const state = await reading;
        this.set(state === undefined ? Number.NaN : valueOf(state));
      },
    });
  }

  async function readInTime(): Promise<State | undefined> {
    const timer = new AbortController();
    const timeout = delay(READ_MS, undefined, { signal: timer.signal }).catch(() => undefined);
    try {
      return await Promise.race([read(), timeout]);
    } catch {
      return undefined;
    } finally {
      timer.abort();
    }
  }
}
