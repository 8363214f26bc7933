import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { Client, Connection } from '@temporalio/client';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { untilRelayed } from '#test/support/outage.ts';
import { useProduct, type Product } from '#test/support/product.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';
import { REQUEST_WORKFLOW, requestWorkflowId } from '#workflows/request/messages.ts';

const { starts: ROWS } = sizeOf('outbox');
/** A claim may run out on a slow machine, and the row is claimed again; nobody may take one that lasts. */
const NOTE_STOLEN_CLAIMS = `
  create table stolen_claims (id uuid);
  create function note_stolen_claim() returns trigger language plpgsql as $$
    begin insert into stolen_claims values (new.id); return null; end $$;
  create trigger note_stolen_claim after update on workflow_outbox for each row
    when (new.attempts > old.attempts and old.claimed_until > now()) execute function note_stolen_claim()`;
const REQUESTS = `ProxieKind = 'request'`;

describe('the outbox', function () {
  this.timeout(limitMs('outbox'));

  describe('with three processes that relay', () => {
    const product = useProduct();

    it(`starts each of ${ROWS} workflows once`, async () => {
      await product.orm.em.fork().execute(NOTE_STOLEN_CLAIMS);
      await Promise.all([product.startApiProcess(), product.startApiProcess()]); // the third runs in this process
      await inTransaction(product.orm, async (em) => {
        for (let row = 0; row < ROWS; row += 1) {
          const requestId = uuidv7();
          enqueueWorkflow(em, {
            workflowType: REQUEST_WORKFLOW,
            workflowId: requestWorkflowId(requestId),
            input: { requestId },
            attributes: { kind: 'request', status: 'pending' },
            summary: 'one of many',
          });
        }
      });
      await untilRelayed(product);
      const stolen = await product.orm.em.fork().execute('select id from stolen_claims');
      expect(stolen, 'rows that were claimed while another process had them').to.deep.equal([]);
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
