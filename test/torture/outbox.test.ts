import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { Client, Connection } from '@temporalio/client';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { untilRelayed } from '#test/support/outage.ts';
import { useProduct, type Product } from '#test/support/product.ts';
import { until } from '#test/support/until.ts';
import { REQUEST_WORKFLOW, requestWorkflowId } from '#workflows/request/messages.ts';

const ROWS = 1_000;
const REQUESTS = `ProxieKind = 'request'`;

describe('the outbox', function () {
  this.timeout(300_000);

  describe('with three processes that relay', () => {
    const product = useProduct();

    it('starts each of a thousand workflows once', async () => {
      await Promise.all([product.startApiProcess(), product.startApiProcess()]); // the third runs in this process
      await inTransaction(product.orm, async (em) => {
        for (let row = 0; row < ROWS; row += 1) {
          const requestId = uuidv7();
          enqueueWorkflow(em, {
            workflowType: REQUEST_WORKFLOW,
            workflowId: requestWorkflowId(requestId),
            input: { requestId },
            attributes: { kind: 'request', status: 'pending' },
            summary: 'one of a thousand',
          });
        }
      });
      await untilRelayed(product);
      const attempts = await product.orm.em.fork().count(WorkflowOutbox, { attempts: { $gt: 1 } });
      expect(attempts, 'rows that were claimed twice').to.equal(0);
      await withClient(product, async (client) => {
        await until(
          'all runs to be listed',
          async () => (await client.workflow.count(REQUESTS)).count === ROWS,
          60_000,
        );
        const ids = new Set<string>();
        for await (const run of client.workflow.list({ query: REQUESTS })) ids.add(run.workflowId);
        expect(ids.size).to.equal(ROWS);
      });
    });
  });
});

async function withClient(product: Product, work: (client: Client) => Promise<void>): Promise<void> {
  const connection = await Connection.connect({ address: product.temporal.address });
  try {
    await work(new Client({ connection, namespace: product.config.temporal.namespace }));
  } finally {
    await connection.close();
  }
}
