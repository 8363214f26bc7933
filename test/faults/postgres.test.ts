import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { HAIRCUT, insist } from '#test/support/client-life.ts';
import { expectUnavailable, offered, untilMatched, untilReady, WAYS_TO_GO } from '#test/support/outage.ts';
import { ownPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { useProduct } from '#test/support/product.ts';

/** A transaction may wait once for its statement and once for its end. */
const DEADLINE_MS = 11_000;

describe('when Postgres is down', function () {
  this.timeout(300_000);
  let server: TestPostgres;
  const product = useProduct({ postgres: async () => (server = await ownPostgres()) });

  before(async () => {
    await product.startWorker();
  });

  for (const [index, { how, go, comeBack }] of WAYS_TO_GO.entries()) {
    it(`(${how}) everything that needs it gets 503 and never a 500, and what was acknowledged goes on later`, async () => {
      const { consumer, provider, requestId, accept } = await offered(product, 48 + 3 * index);
      const at = `/v1/requests/${requestId}`;
      const key = { 'idempotency-key': randomUUID() };
      const create = () => product.api.post('/v1/requests', { as: consumer, body: HAIRCUT, headers: key });
      const acknowledged = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      expect(acknowledged.status).to.equal(201);

      await go(server);
      await Promise.all([
        expectUnavailable(() => product.api.get(at, { as: consumer }), DEADLINE_MS),
        expectUnavailable(create, DEADLINE_MS),
        expectUnavailable(accept, DEADLINE_MS),
        expectUnavailable(() => product.api.get('/v1/requests', { as: consumer }), DEADLINE_MS),
      ]);
      expect((await product.api.get('/health')).status).to.equal(200);
      await untilReady(product, 'unavailable');
      expect((await product.api.get('/ready')).status).to.equal(503);

      await comeBack(server);
      await untilReady(product, 'ready');
      await untilMatched(product, (acknowledged.body as { id: string }).id, provider);
      // Until its lease ends, the attempt that was cut off counts as being in flight.
      const again = await insist(create, ({ status }) => status === 201);
      await untilMatched(product, (again.body as { id: string }).id, provider);
      const accepted = await insist(() => accept());
      expect(accepted.status).to.equal(201);
      const own = await product.api.get('/v1/requests?limit=100', { as: consumer });
      expect((own.body as { items: unknown[] }).items).to.have.lengthOf(3);
    });
  }
});
