import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { Client, Connection } from '@temporalio/client';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import { HAIRCUT, makeOffer } from '#test/support/client-life.ts';
import { testSlot } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { useProduct, type Product } from '#test/support/product.ts';
import { ownTemporalServer } from '#test/support/temporal.ts';
import { until } from '#test/support/until.ts';
import { REQUEST_WORKFLOW, requestWorkflowId } from '#workflows/request/messages.ts';

const ROWS = 1_000;
const MARGIN_MS = 1_000; // for the way to the API and back on a busy machine
const AROUND_THE_CLOCK = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ start: '00:00', end: '24:00' }]]));

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
        await until('all runs to be listed', async () => (await client.workflow.count()).count === ROWS, 60_000);
        const ids = new Set<string>();
        for await (const run of client.workflow.list()) ids.add(run.workflowId);
        expect(ids.size).to.equal(ROWS);
      });
    });
  });

  describe('with Temporal down', () => {
    const product = useProduct({ temporal: ownTemporalServer });

    it('takes requests in the usual way, refuses commands with 503 in time, and makes up for it all later', async () => {
      await product.startWorker();
      const { consumer, provider, id, accept } = await offered(product);

      await product.temporal.kill();
      const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      expect(created.status).to.equal(201);
      const { temporalDownDeadlineMs } = product.config.timers;
      await expectUnavailable(accept, temporalDownDeadlineMs);
      const cancel = { as: consumer, body: { reason: 'too late' } };
      await expectUnavailable(() => product.api.post(`/v1/requests/${id}/cancel`, cancel), temporalDownDeadlineMs);
      const still = await product.api.get(`/v1/requests/${id}`, { as: consumer });
      expect(still.body).to.deep.include({ status: 'offers_received', bookingId: null });
      const ready = await product.api.get('/ready');
      expect(ready.body).to.deep.include({ status: 'degraded' });

      await product.temporal.restart();
      await untilMatched(product, (created.body as { id: string }).id, provider.id);
    });
  });

  describe('with no worker', () => {
    const product = useProduct({ settings: { PROXIE_COMMAND_DEADLINE: '2s' } });

    it('takes requests, answers accept with 503 within its deadline, and matches once a worker is back', async () => {
      const worker = await product.startWorker();
      const { consumer, provider, id, accept } = await offered(product);

      await worker.kill();
      const { commandDeadlineMs } = product.config.timers;
      await expectUnavailable(accept, commandDeadlineMs);
      const still = await product.api.get(`/v1/requests/${id}`, { as: consumer });
      expect(still.body).to.deep.include({ status: 'offers_received', bookingId: null });

      const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      expect(created.status).to.equal(201);
      await untilRelayed(product);
      const path = `/v1/requests/${(created.body as { id: string }).id}`;
      const cancel = { as: consumer, body: { reason: 'not now' } };
      await expectUnavailable(() => product.api.post(`${path}/cancel`, cancel), commandDeadlineMs);
      expect((await product.api.get(path, { as: consumer })).body).to.deep.include({ status: 'pending' });

      const other = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      await product.startWorker();
      await untilMatched(product, (other.body as { id: string }).id, provider.id);
    });
  });
});

/** A request with an open offer, and the command that accepts it. */
async function offered(product: Product) {
  const provider = await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
  const consumer = await product.consumer();
  const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
  const { id } = created.body as { id: string };
  const { offerId, body } = await makeOffer(product.api, id, { consumer, provider, slot: testSlot() });
  const accept = () => product.api.post(`/v1/offers/${offerId}/accept`, { as: consumer, body });
  return { provider, consumer, id, accept };
}

/** Sends a command that nobody can carry out now, and holds the answer and its time against the deadline. */
async function expectUnavailable(send: () => Promise<TestAnswer>, deadlineMs: number): Promise<void> {
  const startedAt = performance.now();
  const answer = await send();
  const elapsedMs = performance.now() - startedAt;
  expect(answer).to.be.problem(503, 'unavailable');
  expect(answer.headers['retry-after']).to.match(/^[1-9]\d*$/);
  expect(elapsedMs).to.be.below(deadlineMs + MARGIN_MS);
}

async function untilRelayed(product: Product): Promise<void> {
  const waiting = () => product.orm.em.fork().count(WorkflowOutbox, { doneAt: null });
  await until('the outbox to be empty', async () => (await waiting()) === 0, 120_000);
}

async function untilMatched(product: Product, requestId: string, providerAccountId: string): Promise<void> {
  const look = async (): Promise<boolean> => {
    const [row] = await product.orm.em.fork().execute<{ n: string }[]>(
      `select count(*) as n from request_matches m join providers p on p.id = m.provider_id
       where m.request_id = ? and p.account_id = ? and m.lead_at is not null`,
      [requestId, providerAccountId],
    );
    return Number(row?.n) === 1;
  };
  await until('the provider to hear of the request', look, 60_000);
}

async function withClient(product: Product, work: (client: Client) => Promise<void>): Promise<void> {
  const connection = await Connection.connect({ address: product.temporal.address });
  try {
    await work(new Client({ connection, namespace: product.config.temporal.namespace }));
  } finally {
    await connection.close();
  }
}
