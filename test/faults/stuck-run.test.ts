import path from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { createCommands } from '#api/commands/commands.ts';
import { Problem } from '#api/http/problem.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { by } from '#test/support/marketplace.ts';
import { untilRelayed } from '#test/support/outage.ts';
import { useProduct, type Person } from '#test/support/product.ts';
import { until } from '#test/support/until.ts';
import { cancelRequest, requestWorkflowId } from '#workflows/request/messages.ts';
import { WORKFLOW_QUEUE } from '#workflows/shared/queues.ts';

describe('when the workflow task of a run fails over and over', function () {
  this.timeout(300_000);
  const product = useProduct({ settings: { PROXIE_COMMAND_DEADLINE: '3s' } });
  let connection: NativeConnection;
  const running = new Map<Worker, Promise<void>>();

  before(async () => {
    connection = await NativeConnection.connect({ address: product.config.temporal.address });
  });
  afterEach(async () => {
    for (const [worker, run] of running) {
      worker.shutdown();
      await run;
    }
    running.clear();
  });
  after(() => connection?.close());

  /** A worker with other code for the runs of requests. */
  async function replaceCode(file: string): Promise<void> {
    const { namespace } = product.config.temporal;
    const workflowsPath = path.join(import.meta.dirname, '../support/broken', file);
    const worker = await Worker.create({ connection, namespace, taskQueue: WORKFLOW_QUEUE, workflowsPath });
    running.set(worker, worker.run());
  }

  async function newRequest(): Promise<{ id: string; consumer: Person }> {
    const consumer = await product.consumer();
    const { body } = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
    await untilRelayed(product);
    return { id: (body as { id: string }).id, consumer };
  }

  /** Gives the command until it is answered that somebody has to look; answers every answer. */
  async function untilSaid({ id, consumer }: Awaited<ReturnType<typeof newRequest>>): Promise<TestAnswer[]> {
    const answers: TestAnswer[] = [];
    await until('the answer about a stuck run', async () => {
      const given = await product.api.post(`/v1/requests/${id}/cancel`, { as: consumer, body: { reason: 'not now' } });
      expect(given).to.be.problem(503, 'unavailable');
      answers.push(given);
      return given.body.detail.includes('operator');
    });
    return answers;
  }

  it('says that an operator has to look, for how long to wait, and to the log which run it is', async () => {
    await replaceCode('workflows.ts');
    const { id, consumer } = await newRequest();
    const answers = await untilSaid({ id, consumer });
    expect(answers.at(-1)?.headers['retry-after']).to.equal('60');

    const client = new Client({ connection, namespace: product.config.temporal.namespace });
    const { runId } = await client.workflow.getHandle(requestWorkflowId(id)).describe();
    const commands = createCommands({ client, orm: product.orm, deadlines: product.config.timers });
    const refused = await commands
      .onRequest(id, cancelRequest, { ...by(consumer.id), side: 'consumer' })
      .then(() => undefined)
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Problem);
    expect(String((refused as Problem).cause))
      .to.include(requestWorkflowId(id))
      .and.to.include(runId);
  });

  it('says it of a history that the code does not replay, and never that Temporal cannot be reached', async () => {
    const worker = await product.startWorker();
    const request = await newRequest();
    await until('the run to wait', async () => {
      const { body } = await product.api.get(`/v1/requests/${request.id}`, { as: request.consumer });
      return (body as { status: string }).status === 'matching';
    });
    await worker.stop();
    await replaceCode('replaced-workflows.ts');
    const answers = [...(await untilSaid(request)), ...(await untilSaid(request))];
    for (const { body } of answers) expect((body as { detail: string }).detail).not.to.include('cannot be reached');
    const client = new Client({ connection, namespace: product.config.temporal.namespace });
    const { events } = await client.workflow.getHandle(requestWorkflowId(request.id)).fetchHistory();
    const failures = (events ?? []).map((event) => event.workflowTaskFailedEventAttributes?.failure?.message ?? '');
    expect(failures.some((message) => message.includes('Nondeterminism'))).to.equal(true);
  });
});
