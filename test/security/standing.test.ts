import { expect } from 'chai';
import { rolesOf } from '#api/http/access.ts';
import { allRoutes } from '#api/routes.ts';
import { useApi, type TestApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { until } from '#test/support/until.ts';

/** What operators are promised; each process keeps what it knows of an account for two seconds. */
const PROMISED_MS = 5_000;

describe('the standing of an account, over two processes', () => {
  const one = useApi();
  const two = useApi({ orm: () => one.orm });
  let id: string;
  let token: string;
  let forOperators: string;

  before(() => {
    const route = allRoutes(one.deps).find(
      ({ method, params, access }) => method === 'get' && !params && rolesOf(access)?.join() === 'admin',
    );
    if (!route) throw new Error('there is nothing that only operators may read');
    forOperators = route.path;
  });
  beforeEach(async () => {
    id = await insertAccount(one.orm.em.fork());
    token = await one.tokenOf(id);
  });

  const statuses = (path: string): Promise<number[]> =>
    Promise.all([one, two].map(async ({ api }: TestApi) => (await api.get(path, { as: token })).status));
  /** By SQL, as an operator's console would: no process is told. */
  const set = (change: string): Promise<unknown> =>
    one.orm.em.execute(`update accounts set ${change} where id = ?`, [id]);
  /** Calls without a pause, so that nobody is helped by a cache that runs cold. */
  const becomes = (path: string, expected: number): Promise<unknown> =>
    until(
      `both to answer ${expected}`,
      async () => (await statuses(path)).every((status) => status === expected),
      PROMISED_MS,
    );

  it('ends every access within five seconds of a suspension, and begins again after it', async () => {
    expect(await statuses('/v1/auth/me')).to.deep.equal([200, 200]);
    await set(`status = 'suspended'`);
    await becomes('/v1/auth/me', 401);
    expect(await one.api.get('/v1/auth/me', { as: token })).to.be.problem(401, 'unauthenticated');
    await set(`status = 'active'`);
    await becomes('/v1/auth/me', 200);
  });

  it('gives and takes a role within five seconds', async () => {
    expect(await statuses(forOperators)).to.deep.equal([403, 403]);
    await set(`roles = '{consumer,admin}'`);
    await becomes(forOperators, 200);
    await set(`roles = '{consumer}'`);
    await becomes(forOperators, 403);
  });

  it('ends every access within five seconds of the end of the account', async () => {
    expect(await statuses('/v1/auth/me')).to.deep.equal([200, 200]);
    await one.orm.em.execute('delete from accounts where id = ?', [id]);
    await becomes('/v1/auth/me', 401);
  });
});
