import { Gauge, type Registry } from 'prom-client';
import type { Orm } from '#db/transaction.ts';
import { RUN_KINDS } from '#domain/overdue.ts';
import { overdueRuns, type RunTimers } from './overdue.queries.ts';

/** Exports how many runs make no progress, by kind; nothing is known while Postgres cannot say. */
export function registerOverdueMetrics(registry: Registry, orm: Orm, timers: RunTimers): void {
  new Gauge({
    name: 'proxie_runs_overdue',
    help: 'Runs that should have gone on by themselves by now and have not.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const found = await overdueRuns(orm, timers).catch(() => undefined);
      for (const kind of RUN_KINDS) {
        const count = found?.find((each) => each.kind === kind)?.count ?? 0;
        this.set({ kind }, found ? count : Number.NaN);
      }
    },
  });
}
