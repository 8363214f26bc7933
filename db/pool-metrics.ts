import { Counter, Gauge, type Registry } from 'prom-client';
import type { PoolState } from './pool.ts';

/** Whose pool it is: an API and a worker may share a process. */
export type PoolOwner = 'api' | 'worker';

const pools = new WeakMap<Registry, Map<PoolOwner, () => PoolState>>();

/** Shows in `/metrics` how the connections of a pool are used; a process with two pools shows both under the same names. */
export function registerPoolMetrics(registry: Registry, owner: PoolOwner, state: () => PoolState): void {
  const known = pools.get(registry);
  if (known) return void known.set(owner, state);
  const watched = new Map([[owner, state]]);
  pools.set(registry, watched);
  const common = { labelNames: ['pool'], registers: [registry] };
  const gauge = (name: string, help: string, valueOf: (state: PoolState) => number): void => {
    new Gauge({
      ...common,
      name,
      help,
      collect() {
        for (const [pool, read] of watched) this.set({ pool }, valueOf(read()));
      },
    });
  };
  gauge('proxie_postgres_connections_in_use', 'Database connections that somebody has.', ({ inUse }) => inUse);
  gauge('proxie_postgres_connections_idle', 'Open database connections that nobody has.', ({ idle }) => idle);
  gauge('proxie_postgres_waiting', 'Callers that wait for a database connection.', ({ waiting }) => waiting);
  gauge(
    'proxie_postgres_oldest_checkout_seconds',
    'How long the longest user has had its database connection; 0 when nobody has one.',
    ({ oldestCheckoutMs }) => oldestCheckoutMs / 1_000,
  );
  new Counter({
    ...common,
    name: 'proxie_postgres_connections_discarded_total',
    help: 'Database connections that were destroyed because their state was unknown.',
    collect() {
      this.reset();
      for (const [pool, read] of watched) this.inc({ pool }, read().discarded);
    },
  });
}
