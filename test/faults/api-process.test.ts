import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { HAIRCUT, insist } from '#test/support/client-life.ts';
import { client, type TestAnswer, type TestClient } from '#test/support/http.ts';
import { startProcess, type NodeProcess } from '#test/support/node-process.ts';
import { offered, requestsInFlight, untilMatched } from '#test/support/outage.ts';
import { useProduct, type Product } from '#test/support/product.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';

const { callsInFlight: IN_FLIGHT, startedAtOnce: STARTED } = sizeOf('api');

describe('a process of the API', function () {
  this.timeout(limitMs('api'));
  const product = useProduct();

  it('that is told to stop says so at once, answers all that is in flight, and ends with code 0', async () => {
    const worker = await product.startWorker();
    const { consumer, accept: _accept, ...deal } = await offered(product);
    await worker.kill(); // commands now wait for their whole deadline
    const { api, process } = await apiProcess(product, {
      PROXIE_DRAIN: '4s',
      PROXIE_COMMAND_DEADLINE: '8s',
      PROXIE_TEMPORAL_DOWN_DEADLINE: '8s',
    });

    const commands = Array.from({ length: IN_FLIGHT }, () =>
      api.post(`/v1/requests/${deal.requestId}/cancel`, { as: consumer, body: { reason: 'nobody hears it' } }),
    );
    await until('the commands to be in flight', async () => (await requestsInFlight(api)) > IN_FLIGHT);
    process.signal('SIGTERM');
    await until('/ready to say 503', async () => (await api.get('/ready')).status === 503, 2_000);
    expect((await api.get('/health')).status, 'while it drains').to.equal(200);

    const answers = await Promise.all(commands); // a connection that is reset would reject
    expect(answers).to.have.lengthOf(IN_FLIGHT);
    for (const answer of answers) expect(answer).to.be.problem(503, 'unavailable');
    expect(await process.ended()).to.equal(0);
    await expectGone(api);
  });

  it(`is one of ${STARTED} that start at the same time, each of which serves`, async () => {
    const apis = await Promise.all(Array.from({ length: STARTED }, () => apiProcess(product)));
    const worker = await product.startWorker();
    const provider = await product.provider({ minNoticeHours: 0 });
    const consumer = await product.consumer();
    const created = await Promise.all(apis.map(({ api }) => api.post('/v1/requests', { as: consumer, body: HAIRCUT })));
    for (const { status, body } of created) {
      expect(status).to.equal(201);
      await untilMatched(product, (body as { id: string }).id, provider);
    }
    const codes = await Promise.all(apis.map(({ process }) => process.stop()));
    expect(codes).to.deep.equal(apis.map(() => 0));
    await worker.kill();
  });

  it('that is killed has lost nothing that it acknowledged, and a retry with the same key has one effect', async () => {
    const { api, process } = await apiProcess(product);
    const consumer = await product.consumer();
    const acknowledged: string[] = [];
    const sent = Array.from({ length: 40 }, () => ({
      as: consumer,
      body: HAIRCUT,
      headers: { 'idempotency-key': randomUUID() },
    }));
    const attempts = sent.map(async (request, index) => {
      const answer = await api.post('/v1/requests', request).catch((): undefined => undefined);
      if (answer?.status === 201) acknowledged.push((answer.body as { id: string }).id);
      if (index === 10) await process.kill();
    });
    await Promise.all(attempts);

    await product.orm.em.fork().execute(`update idempotency_keys set locked_until = now() where answer_status is null`);
    // until its lease ends, an attempt that was cut off counts as being in flight
    const isSettled = ({ status }: TestAnswer) => status === 201;
    const repeated = await Promise.all(
      sent.map((each) => insist(() => product.api.post('/v1/requests', each), isSettled)),
    );
    const ids = repeated.map(({ body }) => (body as { id: string }).id);
    expect(new Set(ids).size).to.equal(sent.length);
    expect(ids).to.include.members(acknowledged);
    const page = await product.api.get('/v1/requests?limit=100', { as: consumer });
    expect((page.body as { items: { id: string }[] }).items.map(({ id }) => id)).to.have.members(ids);
  });

  for (const name of ['api', 'worker'] as const) {
    it(`(${name}) ends with an error code when something fails that nobody handles`, async () => {
      const fault = `process.once('SIGUSR2', () => void Promise.reject(new Error('nobody handles this')))`;
      const env = {
        ...product.env,
        LOG_LEVEL: 'info',
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(fault)}`,
      };
      const process = await startProcess(name, env, name === 'api' ? 'the API listens' : 'worker is running');
      process.signal('SIGUSR2');
      expect(await process.ended()).to.equal(1);
    });
  }
});

async function apiProcess(
  product: Product,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ api: TestClient; process: NodeProcess }> {
  const process = await startProcess('api', { ...product.env, LOG_LEVEL: 'info', ...settings }, 'the API listens');
  const [, url = ''] = /the API listens on (http:\/\/[\d.:]+)/.exec(process.output()) ?? [];
  return { api: client(url), process };
}

async function expectGone(api: TestClient): Promise<void> {
  const answer = await api.get('/health').catch((): undefined => undefined);
  expect(answer, 'an answer of a process that has ended').to.equal(undefined);
}
