import { expect } from 'chai';
import { HAIRCUT } from '#test/support/client-life.ts';
import type { NodeProcess } from '#test/support/node-process.ts';
import { expectUnavailable, offered, requestsInFlight, untilMatched, untilRelayed } from '#test/support/outage.ts';
import { useProduct, type Product } from '#test/support/product.ts';
import { until } from '#test/support/until.ts';

const WAYS: readonly { readonly how: string; readonly go: (worker: NodeProcess) => unknown }[] = [
  { how: 'stopped', go: (worker) => worker.stop() },
  { how: 'killed', go: (worker) => worker.kill() },
  { how: 'paused', go: (worker) => worker.pause() },
];

/** A paused worker goes on, another one takes the place of those that are gone. */
async function comeBack(product: Product, worker: NodeProcess, how: string): Promise<NodeProcess> {
  if (how !== 'paused') return product.startWorker();
  worker.resume();
  return worker;
}

describe('when no worker is there', function () {
  this.timeout(300_000);
  const product = useProduct({ settings: { PROXIE_COMMAND_DEADLINE: '2s' } });
  let worker: NodeProcess;
  before(async () => {
    worker = await product.startWorker();
  });

  for (const [index, { how, go }] of WAYS.entries()) {
    it(`(${how}) requests are taken, commands get 503 in time, reads work, and all goes on when one is back`, async () => {
      const { consumer, provider, requestId, accept } = await offered(product, 48 + 3 * index);
      const at = `/v1/requests/${requestId}`;

      await go(worker);
      const { commandDeadlineMs } = product.config.timers;
      await expectUnavailable(accept, commandDeadlineMs);
      const still = await product.api.get(at, { as: consumer });
      expect(still.body).to.deep.include({ status: 'offers_received', bookingId: null });

      const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      expect(created.status).to.equal(201);
      await untilRelayed(product);
      const path = `/v1/requests/${(created.body as { id: string }).id}`;
      const cancel = { as: consumer, body: { reason: 'not now' } };
      await expectUnavailable(() => product.api.post(`${path}/cancel`, cancel), commandDeadlineMs);
      expect((await product.api.get(path, { as: consumer })).body).to.deep.include({ status: 'pending' });

      const other = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      worker = await comeBack(product, worker, how);
      await untilMatched(product, (other.body as { id: string }).id, provider);
    });
  }
});

describe('more commands at once than a run takes', () => {
  const product = useProduct({ settings: { PROXIE_COMMAND_DEADLINE: '60s', PROXIE_TEMPORAL_DOWN_DEADLINE: '60s' } });

  it('wait for their turn: one is carried out, and the others are told why they are not', async () => {
    const worker = await product.startWorker();
    const { consumer, requestId } = await offered(product);
    worker.pause();
    const cancel = { as: consumer, body: { reason: 'all of us at once' } };
    const commands = Array.from({ length: 15 }, () => product.api.post(`/v1/requests/${requestId}/cancel`, cancel));
    await until('all commands to be under way', async () => (await requestsInFlight(product.api)) > commands.length);
    worker.resume();
    const answers = await Promise.all(commands);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).to.have.lengthOf(commands.length - 1);
    for (const answer of refused) expect(answer).to.be.problem(409, 'request_closed');
    await worker.kill();
  });
});
