import { Gauge, type Registry } from 'prom-client';
import type { Orm } from '#db/transaction.ts';
import { backlog } from './claims.ts';

/** Shows in `/metrics` what waits in the outbox; nothing is shown while Postgres cannot say. */
export function registerOutboxFigures(registry: Registry, orm: Orm): void {
  const oldest = new Gauge({
    name: 'proxie_outbox_oldest_seconds',
    help: 'Age of the oldest workflow start that is not carried out.',
    registers: [registry],
  });
  new Gauge({
    name: 'proxie_outbox_pending',
    help: 'Workflow starts and signals that are not carried out yet.',
    registers: [registry],
    async collect() {
      const found = await backlog(orm).catch(() => undefined);
      this.set(found?.pending ?? Number.NaN);
      oldest.set(found?.oldestSeconds ?? Number.NaN);
    },
  });
}
