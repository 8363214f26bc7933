import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { silentLogger } from '#platform/logger.ts';
import { ensureSearchAttributes } from '#platform/temporal/search-attributes.ts';
import { ownTemporalServer, type TestTemporal } from '#test/support/temporal.ts';
import { until } from '#test/support/until.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { requestWorkflowId } from '#workflows/request/messages.ts';
import { startRelay, type Relay } from './relay.ts';

describe('the relay of the outbox', function () {
  this.timeout(300_000);
  const db = useOrm();
  let server: TestTemporal;
  let connection: Connection;
  let relay: Relay | undefined;

  before(async () => {
    server = await ownTemporalServer();
    connection = await Connection.connect({ address: server.address });
  });
  afterEach(async () => {
    await relay?.stop();
    await db.em().nativeDelete(WorkflowOutbox, {});
  });
  after(async () => {
    await connection?.close();
    await server?.stop();
  });

  function start(namespace: string, { concurrency = 16, interceptor = {} as WorkflowClientInterceptor } = {}): void {
    const client = new Client({ connection, namespace, interceptors: { workflow: [interceptor] } });
    const options = { orm: db.orm, databaseUrl: db.database.url, log: silentLogger, pollMs: 100 };
    relay = startRelay({ ...options, workflows: client.workflow, concurrency });
  }

  async function enqueue(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => uuidv7());
    await inTransaction(db.orm, async (em) => {
      for (const requestId of ids) {
        enqueueWorkflow(em, {
          workflowType: 'nobodyRunsIt',
          workflowId: requestWorkflowId(requestId),
          input: { requestId },
          attributes: { kind: 'request', status: 'pending' },
          summary: 'a start of a test',
        });
      }
    });
    return ids.map(requestWorkflowId);
  }
  const rowsThatWait = (): Promise<WorkflowOutbox[]> => db.em().find(WorkflowOutbox, { doneAt: null });
  const untilWaiting = (count: number): Promise<unknown> =>
    until(`${count} rows to wait`, async () => (await rowsThatWait()).length === count);

  it('fills its places as they become free: a slow start holds up nobody else', async () => {
    const [slow] = await enqueue(1);
    const gate = Promise.withResolvers<void>();
    const interceptor: WorkflowClientInterceptor = {
      async startWithDetails(input, next) {
        if (input.options.workflowId === slow) await gate.promise;
        return next(input);
      },
    };
    start(await server.createNamespace(), { concurrency: 2, interceptor });
    await enqueue(9);
    await untilWaiting(1);
    expect((await rowsThatWait()).map(({ workflowId, attempts }) => [workflowId, attempts])).to.deep.equal([[slow, 1]]);
    gate.resolve();
    await untilWaiting(0);
  });

  it('carries everything out at the first sign of life after an outage, however long rows were to wait', async () => {
    const namespace = await server.createNamespace();
    await server.kill();
    start(namespace);
    await enqueue(20);
    const attempted = async () => (await rowsThatWait()).filter(({ lastError }) => lastError !== null);
    await until('each to be tried in vain', async () => (await attempted()).length === 20);
    await db.em().execute(`update workflow_outbox set next_attempt_at = now() + interval '1 hour'`);
    const [reason] = await attempted();
    expect(reason?.lastError).to.match(/: (UNAVAILABLE|DEADLINE_EXCEEDED)$/);
    await server.restart();
    await untilWaiting(0);
  });

  it('says of a start that is refused what it lacks, and goes on when it is there', async () => {
    const namespace = `bare-${uuidv7()}`;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    start(namespace);
    await enqueue(1);
    const reason = async () => (await rowsThatWait())[0]?.lastError;
    await until('the reason', async () => /ProxieKind|ProxieStatus/.test((await reason()) ?? ''));
    expect(await reason()).to.match(/INVALID_ARGUMENT, the namespace has no search attribute Proxie\w+$/);
    expect(await ensureSearchAttributes(connection, namespace), 'made without a word').to.equal(undefined);
    await untilWaiting(0);
  });
});
