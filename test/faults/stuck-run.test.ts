import path from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { createCommands } from '#api/commands/commands.ts';
import { Problem } from '#api/http/problem.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { by } from '#test/support/marketplace.ts';
import { untilRelayed } from '#test/support/outage.ts';
import { useProduct } from '#test/support/product.ts';
import { until } from '#test/support/until.ts';
import { cancelRequest, requestWorkflowId } from '#workflows/request/messages.ts';
import { WORKFLOW_QUEUE } from '#workflows/shared/queues.ts';

describe('when the workflow task of a run fails over and over', function () {
  this.timeout(300_000);
  const product = useProduct({ settings: { PROXIE_COMMAND_DEADLINE: '3s' } });
  let connection: NativeConnection;
  let worker: Worker;
  let running: Promise<void>;

  before(async () => {
    const { address, namespace } = product.config.temporal;
    connection = await NativeConnection.connect({ address });
    const workflowsPath = path.join(import.meta.dirname, '../support/broken/workflows.ts');
    worker = await Worker.create({ connection, namespace, taskQueue: WORKFLOW_QUEUE, workflowsPath });
    running = worker.run();
  });
  after(async () => {
    worker?.shutdown();
    await running;
    await connection?.close();
  });

  it('says that an operator has to look, for how long to wait, and to the log which run it is', async () => {
    const consumer = await product.consumer();
    const { body } = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
    const { id } = body as { id: string };
    await untilRelayed(product);
    const answer = await until('the answer about a stuck run', async () => {
      const given = await product.api.post(`/v1/requests/${id}/cancel`, { as: consumer, body: { reason: 'not now' } });
      expect(given).to.be.problem(503, 'unavailable');
      return given.body.detail.includes('operator') && given;
    });
    expect(answer.headers['retry-after']).to.equal('60');

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
});
