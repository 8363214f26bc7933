import { expect } from 'chai';
import pg from 'pg';
import { HOUR_MS } from '#domain/local-date.ts';
import { HAIRCUT, live } from '#test/support/client-life.ts';
import { NOT_BY_ITSELF } from '#test/support/due.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';
import { client, type TestClient } from '#test/support/http.ts';
import { expectInvariants } from '#test/support/invariants.ts';
import type { NodeProcess } from '#test/support/node-process.ts';
import { ownPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { useProduct, type Person } from '#test/support/product.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';

const { pauses: PAUSES } = sizeOf('postgres');
const AT_ONCE = 4;
/** What the product promises. */
const HEALED_MS = 15_000;

describe('when Postgres is paused in the middle of transactions, again and again', function () {
  this.timeout(limitMs('postgres'));
  let server: TestPostgres;
  const product = useProduct({
    postgres: async () => (server = await ownPostgres()),
    settings: {
      PROXIE_ENOUGH_OFFERS: '1',
      ...NOT_BY_ITSELF,
      // Pauses are as long as it takes until everybody has given up: shorter timeouts, a shorter test.
      PROXIE_POSTGRES_STATEMENT_TIMEOUT: '1s',
      PROXIE_POSTGRES_LOCK_TIMEOUT: '800ms',
      PROXIE_POSTGRES_IDLE_TIMEOUT: '2s',
    },
  });
  const processes: NodeProcess[] = [];
  let apis: TestClient[];
  let observer: pg.Client;
  let locker: pg.Client; // another one: inside a transaction the server shows the same activity again and again

  before(async () => {
    const second = await product.startApiProcess();
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(second.output()) ?? [];
    apis = [product.api, client(url)];
    processes.push(second, ...(await Promise.all([product.startWorker(), product.startWorker()])));
    observer = new pg.Client({ connectionString: product.database.url });
    locker = new pg.Client({ connectionString: product.database.url });
    await Promise.all([observer.connect(), locker.connect()]);
  });
  after(async () => {
    server?.resume();
    await Promise.all([observer?.end(), locker?.end()]);
  });

  it('heals by itself within its time, loses nothing, doubles nothing, and can be stopped during an outage', async () => {
    let over = false;
    const loops = Promise.all(Array.from({ length: AT_ONCE }, (_, index) => liveOn(index, () => over)));
    loops.catch(() => (over = true)); // it is awaited below
    const prober = await product.consumer();
    for (let pause = 0; pause < PAUSES && !over; pause += 1) {
      await pauseInTransactions(prober);
      await until(`both to have healed after pause ${pause}`, () => isHealed(prober), HEALED_MS);
    }
    over = true;
    const lives = (await loops).reduce((total, each) => total + each, 0);
    await expectInvariants(product.orm.em.fork(), lives);

    server.pause();
    expect(await Promise.all(processes.map((each) => each.stop()))).to.deep.equal(processes.map(() => 0));
    server.resume();
  });

  /** One whole life after the other, with a provider of their own; answers how many. */
  async function liveOn(index: number, isOver: () => boolean): Promise<number> {
    const provider = await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    const api = apis[index % apis.length] ?? product.api;
    let lives = 0;
    for (; !isOver(); lives += 1) {
      const startMs = Math.ceil(Date.now() / HOUR_MS + 48 + 2 * lives) * HOUR_MS;
      const slot = { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
      await live({ api, orm: product.orm }, { consumer: await insisted(() => product.consumer()), provider, slot });
    }
    return lives;
  }

  /** Stops the server while transactions hold locks and wait for one, and lets it go on when both APIs have given up on it. */
  async function pauseInTransactions(prober: Person): Promise<void> {
    const before = await Promise.all(apis.map(discarded));
    await locker.query('begin; lock table feed_entries in share mode');
    const writes = apis.map((api) => api.post('/v1/requests', { as: prober, body: HAIRCUT }));
    const waiting = `select 1 from pg_stat_activity
                     where application_name = 'proxie' and backend_xid is not null and wait_event_type = 'Lock'`;
    await until('a transaction to wait', async () => (await observer.query(waiting)).rowCount !== 0);
    server.pause();
    const probes = apis.map(async (api, index) =>
      until('it to give up', async () => {
        await api.get('/ready');
        return (await discarded(api)) > (before[index] ?? 0);
      }),
    );
    await Promise.all(probes);
    server.resume();
    await locker.query('rollback');
    for (const { status } of await Promise.all(writes)) expect(status).to.equal(503);
  }

  /** Both are ready, take a write, and no session has been left inside a transaction. */
  async function isHealed(prober: Person): Promise<boolean> {
    const states = await Promise.all(
      apis.map(async (api) => {
        const ready = await api.get<{ status: string }>('/ready');
        const created = await api.post<{ id: string }>('/v1/requests', { as: prober, body: HAIRCUT });
        if (created.status !== 201) return false;
        const cancelled = await api.post(`/v1/requests/${created.body.id}/cancel`, {
          as: prober,
          body: { reason: 'only asked whether it works' },
        });
        return ready.body.status === 'ready' && cancelled.status === 200;
      }),
    );
    const left = `select 1 from pg_stat_activity where application_name = 'proxie' and state like 'idle in transaction%'
                  and state_change < now() - interval '2 seconds'`;
    return states.every(Boolean) && (await observer.query(left)).rowCount === 0;
  }
});

async function discarded(api: TestClient): Promise<number> {
  const { body } = await api.get<string>('/metrics');
  return Number(/^proxie_postgres_connections_discarded_total\{pool="api"\} (\d+)$/m.exec(body)?.[1] ?? 0);
}

/** The rows of people are made over a connection of the test, which the pauses cut as well. */
async function insisted<T>(make: () => Promise<T>): Promise<T> {
  return until('a person', () => make().catch(() => undefined as T | undefined));
}
