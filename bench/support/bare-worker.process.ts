/** A worker whose runs do the least that a run can do: one activity that commits one row. */
import path from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import type { Config } from '#platform/config.ts';
import { BARE_QUEUE } from './bare.messages.ts';
import { serve } from './process.ts';

export interface BareWorkerInput {
  readonly address: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  readonly poolMax: number;
  readonly settings: Pick<Config['worker'], 'workflowTaskSlots' | 'localActivitySlots' | 'activitySlots'>;
}

serve<BareWorkerInput, object>(async ({ address, namespace, databaseUrl, poolMax, settings }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolMax });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: BARE_QUEUE,
    workflowsPath: path.join(import.meta.dirname, 'bare.workflows.ts'),
    activities: createBareActivities(pool),
    maxConcurrentWorkflowTaskExecutions: settings.workflowTaskSlots,
    maxConcurrentLocalActivityExecutions: settings.localActivitySlots,
    maxConcurrentActivityTaskExecutions: settings.activitySlots,
  });
  const ended = worker.run();
  return { ready: {}, stop };

  async function stop(): Promise<void> {
    worker.shutdown();
    await ended;
    await connection.close();
    await pool.end();
  }
});

function createBareActivities(pool: pg.Pool) {
  const commitRow = async (id: string): Promise<void> => {
    await pool.query('insert into bench_rows (id) values ($1) on conflict do nothing', [id]);
  };
  return { commitRow };
}
export type BareActivities = ReturnType<typeof createBareActivities>;
