import type { Registry } from 'prom-client';
import type { Orm } from '#db/transaction.ts';
import { registerGauges } from '#platform/gauges.ts';
import { backlog } from './claims.ts';

/** Shows in `/metrics` what waits in the outbox; NaN while Postgres cannot say. */
export function registerOutboxMetrics(registry: Registry, orm: Orm): void {
  registerGauges(registry, () => backlog(orm), [
    {
      name: 'proxie_outbox_pending',
      help: 'Workflow starts and signals that are not carried out yet.',
      valueOf: ({ pending }) => pending,
    },
    {
      name: 'proxie_outbox_oldest_seconds',
      help: 'Age of the oldest workflow start that is not carried out.',
      valueOf: ({ oldestSeconds }) => oldestSeconds,
    },
  ]);
}
