import { expect } from 'chai';
import { isOutage } from '#platform/outages.ts';
import { ownPostgres, type TestDatabase, type TestPostgres } from '#test/support/postgres.ts';
import { until } from '#test/support/until.ts';
import { createOrm, type DatabaseTimeouts, type Orm } from './orm.ts';
import type { PoolState } from './pool.ts';
import { inTransaction } from './transaction.ts';
import { sqlStateOf } from '#platform/outages.ts';

const POOL_MAX = 2;
const SHORT: DatabaseTimeouts = { statementTimeoutMs: 500, lockTimeoutMs: 300, idleInTransactionTimeoutMs: 1_000 };
const LONG: DatabaseTimeouts = { statementTimeoutMs: 8_000, lockTimeoutMs: 8_000, idleInTransactionTimeoutMs: 60_000 };

describe('the pool of a process', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  const open: Orm[] = [];

  before(async () => {
    server = await ownPostgres();
    database = await server.createDatabase({ content: 'empty' });
    const orm = await connect();
    await orm.em
      .fork()
      .execute('create table counters (id int primary key, n int); insert into counters values (1, 0)');
  });
  afterEach(async () => {
    server.resume();
    await Promise.all(open.splice(0).map((orm) => orm.close()));
  });

  async function connect(timeouts?: DatabaseTimeouts): Promise<Orm> {
    const orm = await createOrm({ url: database.url, poolMax: POOL_MAX, ...(timeouts && { timeouts }) });
    open.push(orm);
    return orm;
  }
  const increment = (orm: Orm) => orm.em.fork().execute('update counters set n = n + 1 where id = 1');
  const refusal = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('gives back slot, transaction and lock when the server is paused in the middle of a transaction', async () => {
    const orm = await connect(SHORT);
    const locked = Promise.withResolvers<void>();
    const paused = Promise.withResolvers<void>();
    const works = [0, 1].map((which) =>
      refusal(
        inTransaction(orm, async (em) => {
          if (which === 0) await em.execute('update counters set n = 1000 where id = 1');
          locked.resolve();
          await paused.promise;
          await em.execute('select 1');
        }),
      ),
    );
    await locked.promise;
    await until('both to have a connection', () => orm.poolState().inUse === POOL_MAX);
    server.pause();
    paused.resolve();
    const failures = await Promise.all(works);
    expect(failures.map((each) => isOutage(each))).to.deep.equal([true, true]);
    expect(orm.poolState()).to.include({ inUse: 0, waiting: 0, oldestCheckoutMs: 0, discarded: POOL_MAX });
    server.resume();
    await until('the row to be free', async () => (await refusal(increment(orm))) === undefined);
    const [row] = await orm.em.fork().execute<{ n: number }[]>('select n from counters');
    expect(row?.n, 'nothing of the transaction').to.be.lessThan(1_000);
  });

  it('gives back the slot of a transaction that could not be begun', async () => {
    const orm = await connect(SHORT);
    await increment(orm); // a connection that is open
    server.pause();
    const failure = await refusal(inTransaction(orm, async (em) => em.execute('select 1')));
    expect(isOutage(failure), String(failure)).to.equal(true);
    expect(orm.poolState()).to.include({ inUse: 0, discarded: 1 });
  });

  it('has the server end what waits for a lock, what runs, and what is left open for too long', async () => {
    const orm = await connect(SHORT);
    const patient = await connect();
    const release = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const holder = inTransaction(patient, async (em) => {
      await em.execute('update counters set n = n + 1 where id = 1');
      locked.resolve();
      await release.promise;
    });
    await locked.promise;
    const endings = [await refusal(increment(orm)), await refusal(orm.em.fork().execute('select pg_sleep(60)'))];
    release.resolve();
    await holder;

    const held = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const idle = inTransaction(orm, async (em) => {
      await em.execute('update counters set n = n + 1 where id = 1');
      held.resolve();
      await goOn.promise;
      await em.execute('select 1');
    });
    await held.promise;
    await increment(patient); // waits for the row, which only the server can free
    goOn.resolve();
    endings.push(await refusal(idle));
    expect(endings.slice(0, 2).map((error) => sqlStateOf(error))).to.deep.equal(['55P03', '57014']);
    expect(endings.map((each) => isOutage(each))).to.deep.equal([true, true, true]);
    expect(orm.poolState()).to.include({ inUse: 0, waiting: 0 });
  });

  it('shows who has a connection, for how long, and who waits for one', async () => {
    const orm = await connect(LONG);
    const end = Promise.withResolvers<void>();
    const users = Array.from({ length: POOL_MAX + 1 }, () => inTransaction(orm, async () => end.promise));
    const isFull = ({ inUse, idle, waiting }: PoolState) => inUse === POOL_MAX && idle === 0 && waiting === 1;
    await until('all to be in use and one to wait', () => isFull(orm.poolState()));
    await until('its age to grow', () => orm.poolState().oldestCheckoutMs > 0);
    end.resolve();
    await Promise.all(users);
    expect(orm.poolState()).to.include({ inUse: 0, waiting: 0, oldestCheckoutMs: 0 });
  });

  it('closes although somebody never gives a connection back, and a late end of that transaction does no harm', async () => {
    const orm = await connect(LONG);
    const end = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const holder = refusal(
      inTransaction(orm, async () => {
        begun.resolve();
        await end.promise;
      }),
    );
    await begun.promise;
    await orm.close();
    end.resolve();
    expect(await holder).to.be.instanceOf(Error);
  });
});
