import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { expect } from 'chai';
import pg from 'pg';
import { HAIRCUT, insist, makeOffer } from '#test/support/client-life.ts';
import { AROUND_THE_CLOCK, testSlot } from '#test/support/factories.ts';
import { client, type TestAnswer, type TestClient } from '#test/support/http.ts';
import type { NodeProcess } from '#test/support/node-process.ts';
import { useProduct, type Person } from '#test/support/product.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';
import { requestWorkflowId } from '#workflows/request/messages.ts';

const { repeats: REPEATS } = sizeOf('api');

/** A call that a client sends until it has an answer. */
interface Call {
  readonly path: string;
  readonly as: Person;
  readonly headers: { readonly 'idempotency-key': string };
  readonly body: unknown;
}

interface Acceptance {
  readonly call: Call;
  readonly requestId: string;
}

/** So many of the tests need one. */
const ACCEPTANCES = 3;

describe('an API process that is killed or paused in the middle of a call', function () {
  this.timeout(limitMs('api'));
  const product = useProduct({ settings: { PROXIE_COMMAND_DEADLINE: '60s', PROXIE_TEMPORAL_DOWN_DEADLINE: '60s' } });
  const waiting: Acceptance[] = [];
  const give = (api: TestClient, { path, ...request }: Call): Promise<TestAnswer> => api.post(path, request);
  const rows = (sql: string, ...params: string[]): Promise<Record<string, unknown>[]> =>
    product.orm.em.fork().execute(sql, params);

  /** Hands the call to a process of its own; `answered` is what its client hears, or nothing if the connection breaks. */
  async function handToProcess(
    call: Call,
  ): Promise<{ process: NodeProcess; answered: Promise<TestAnswer | undefined> }> {
    const process = await product.startApiProcess();
    const [, url = ''] = /the API listens on (http\S+)/.exec(process.output()) ?? [];
    const answered = give(client(url), call).catch((): undefined => undefined);
    await until('the call to be claimed', async () => (await keyRows(call)).length === 1);
    return { process, answered };
  }
  const keyRows = ({ headers }: Call) =>
    rows('select * from idempotency_keys where key = ?', headers['idempotency-key']);

  /** While the work runs, whoever needs what the statement locks waits; and their connections die with their process. */
  async function whileLocked(statement: string, params: string[], work: () => Promise<void>): Promise<void> {
    const connection = new pg.Client({ connectionString: product.database.url });
    await connection.connect();
    try {
      await connection.query('begin');
      await connection.query(statement, params);
      await work();
      await rows(`select pg_terminate_backend(pid) from pg_stat_activity
                  where datname = current_database() and wait_event_type = 'Lock'`);
    } finally {
      await connection.end();
    }
  }
  const untilStuckAt = (query: string) =>
    until(`somebody to be stuck at ${query}`, async () => {
      const stuck = await rows(
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike ?`,
        `%${query}%`,
      );
      return stuck.length > 0;
    });

  /** What the client does: the same again, until it is told how it went. */
  async function repeat(call: Call): Promise<TestAnswer> {
    expect(await give(product.api, call)).to.be.problem(409, 'idempotency_in_flight');
    const before = await keyRows(call);
    await rows(
      `update idempotency_keys set locked_until = now() - interval '1 ms' where key = ? returning key`,
      call.headers['idempotency-key'],
    ); // the lease is over
    const answer = await insist(() => give(product.api, call));
    const after = await keyRows(call);
    expect(after.map((row) => row.command_id)).to.deep.equal(before.map((row) => row.command_id));
    const again = await give(product.api, call);
    expect(again.headers['idempotency-replayed']).to.equal('true');
    expect(again.body).to.deep.equal(answer.body);
    return answer;
  }

  before(async () => {
    const worker = await product.startWorker();
    for (let count = 0; count < ACCEPTANCES * REPEATS; count += 1) waiting.push(await acceptance());
    await worker.stop();
  });

  /** An acceptance that nobody can carry out yet: no worker runs. */
  function waitingAcceptance(): Acceptance {
    const next = waiting.pop();
    if (!next) throw new Error('more acceptances are taken than were prepared');
    return next;
  }

  async function acceptance(): Promise<Acceptance> {
    const [consumer, provider] = [
      await product.consumer(),
      await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK }),
    ];
    const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
    const requestId = (created.body as { id: string }).id;
    const deal = { consumer, provider, slot: testSlot(72) };
    const { offerId, body } = await makeOffer(product.api, requestId, deal);
    const headers = { 'idempotency-key': randomUUID() };
    return { call: { path: `/v1/offers/${offerId}/accept`, as: consumer, headers, body }, requestId };
  }
  /** The same with new people, so often as the size of this run says. */
  function repeatedly(guarantee: string, test: () => Promise<void>): void {
    it(guarantee, async () => {
      for (let time = 0; time < REPEATS; time += 1) await test();
    });
  }

  /** Waits until a command has reached the run of a request, which nobody works on. */
  async function untilAsked(requestId: string): Promise<void> {
    const connection = await Connection.connect({ address: product.temporal.address });
    const run = {
      namespace: product.config.temporal.namespace,
      execution: { workflowId: requestWorkflowId(requestId) },
    };
    try {
      await until('the command to wait for a worker', async () => {
        const { pendingWorkflowTask } = await connection.workflowService.describeWorkflowExecution(run);
        return Boolean(pendingWorkflowTask);
      });
    } finally {
      await connection.close();
    }
  }
  const bookingsOf = (requestId: string) => rows('select id from bookings where request_id = ?', requestId);

  repeatedly('has made one request when it died before its commit', async () => {
    const as = await product.consumer();
    const headers = { 'idempotency-key': randomUUID() };
    const call: Call = { path: '/v1/requests', as, headers, body: HAIRCUT };
    await whileLocked('lock table feed_cursors in exclusive mode', [], async () => {
      const { process } = await handToProcess(call);
      await untilStuckAt('with told as'); // the statement that writes facts; the server shows only its beginning
      await process.kill();
    });
    const answer = await repeat(call);
    expect(answer.status).to.equal(201);
    const made = await rows('select id from service_requests where consumer_id = ?', as.id);
    expect(made).to.deep.equal([{ id: (answer.body as { id: string }).id }]);
  });

  repeatedly('has made one booking when it died before its command was carried out', async () => {
    const { call, requestId } = waitingAcceptance();
    const { process } = await handToProcess(call);
    await process.kill();
    expect(await bookingsOf(requestId)).to.deep.equal([]);
    const worker = await product.startWorker();
    const answer = await repeat(call);
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    expect(await bookingsOf(requestId)).to.deep.equal([{ id: (answer.body as { id: string }).id }]);
    await worker.stop();
  });

  repeatedly('has made one booking, and says so, when it died after its command was carried out', async () => {
    const { call, requestId } = waitingAcceptance();
    const { process } = await handToProcess(call);
    const key = call.headers['idempotency-key'];
    await whileLocked('select from idempotency_keys where key = $1 for update', [key], async () => {
      const worker = await product.startWorker();
      await untilStuckAt('update idempotency_keys');
      await process.kill();
      await worker.kill();
    });
    const [booking, ...others] = await bookingsOf(requestId);
    expect(others).to.deep.equal([]);
    expect((await keyRows(call))[0]).to.include({ answer_status: null });
    const answer = await repeat(call); // no worker is there, and the request is booked
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    expect((answer.body as { id: string }).id).to.equal(booking?.id);
    expect(await bookingsOf(requestId)).to.deep.equal([booking]);
  });

  repeatedly(
    'that was paused answers with what another process has done in its place, and does nothing more',
    async () => {
      const { call, requestId } = waitingAcceptance();
      const { process, answered } = await handToProcess(call);
      await untilAsked(requestId); // one that is paused at a statement hears too late from Postgres
      process.pause();
      const worker = await product.startWorker();
      const answer = await repeat(call);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
      const before = await keyRows(call);
      process.resume();
      const late = await answered;
      expect(late, JSON.stringify(late?.body)).to.deep.include({ status: 201, body: answer.body });
      expect(late?.headers['idempotency-replayed']).to.equal('true');
      expect(await keyRows(call)).to.deep.equal(before);
      expect(await bookingsOf(requestId)).to.deep.equal([{ id: (answer.body as { id: string }).id }]);
      expect(await process.stop()).to.equal(0);
      await worker.stop();
    },
  );
});
