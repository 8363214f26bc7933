import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { BenchContext } from './bench.ts';
import { BARE_QUEUE, said } from './bare.messages.ts';
import type { BareWorkerInput } from './bare-worker.process.ts';
import type { heardOnce, oneActivity, updatedOnce } from './bare.workflows.ts';
import { startProcess } from './process.ts';
import type { Product } from './product.ts';
import { atOnce } from './timing.ts';

/** A run that waits for its one update. */
type Waiting = WorkflowHandleWithFirstExecutionRunId<typeof updatedOnce>;

/** Temporal without the product: the least that a run and an update can cost on the same servers. */
export interface BareRuns {
  /** Starts runs that wait for an update, and has each of them take its first step. */
  readonly waiting: (count: number) => Promise<Waiting[]>;
  readonly update: (run: Waiting, update: UpdateDefinition<void>) => Promise<void>;
  /** A whole run with one scheduled activity, start to end. */
  readonly run: () => Promise<void>;
  /** One `signalWithStart` of a run that then ends; returns when Temporal has taken it. */
  readonly signal: () => Promise<void>;
}

const STARTS_AT_ONCE = 16;

/** Starts a bare worker on the product's servers, as a process of its own like the product's. */
export async function startBareRuns(product: Product, { onEnd }: BenchContext): Promise<BareRuns> {
  const { databaseUrl, namespace, config, orm } = product;
  const { address } = product.temporal;
  await orm.em.fork().execute('create table if not exists bench_rows (id uuid primary key)');
  const input: BareWorkerInput = {
    address,
    namespace,
    databaseUrl,
    poolMax: config.postgres.poolMax,
    settings: config.worker,
  };
  const worker = await startProcess<object>({ module: 'bare-worker.process.ts', input });
  onEnd(() => worker.stop());
  const connection = await Connection.connect({ address });
  onEnd(() => connection.close());
  const { workflow } = new Client({ connection, namespace });
  return { waiting, update, run, signal };

  async function waiting(count: number): Promise<Waiting[]> {
    return atOnce(Array.from({ length: count }), STARTS_AT_ONCE, async () => {
      const handle = await workflow.start<typeof updatedOnce>('updatedOnce', {
        taskQueue: BARE_QUEUE,
        workflowId: `bare/${randomUUID()}`,
      });
      await handle.query('__stack_trace'); // answered by the worker, so the first step is done
      return handle;
    });
  }

  async function update(handle: Waiting, definition: UpdateDefinition<void>): Promise<void> {
    await handle.executeUpdate(definition);
  }

  async function run(): Promise<void> {
    await workflow.execute<typeof oneActivity>('oneActivity', {
      taskQueue: BARE_QUEUE,
      workflowId: `bare/${randomUUID()}`,
    });
  }

  async function signal(): Promise<void> {
    await workflow.signalWithStart<typeof heardOnce>('heardOnce', {
      taskQueue: BARE_QUEUE,
      workflowId: `bare/${randomUUID()}`,
      signal: said,
    });
  }
}
