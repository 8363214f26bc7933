import { once } from 'node:events';
import http from 'node:http';
import { expect } from 'chai';
import { rolesOf } from '#api/http/access.ts';
import { allRoutes } from '#api/routes.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { useApi, type TestApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
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

  it('ends a call that waits, within five seconds of a suspension and not when its time is up', async () => {
    const { chat_task: task } = await insertTalk(one.orm.em.fork(), id);
    const waits = [one, two].map(({ api }) => api.get(`/v1/chat/tasks/${task}?wait=20`, { as: token }));
    const isWaiting = ({ deps }: TestApi): boolean => deps.live.connections.count('wait') === 1;
    await until('both to wait', () => isWaiting(one) && isWaiting(two));
    await set(`status = 'suspended'`);
    await until('both to be let go', () => !isWaiting(one) && !isWaiting(two), PROMISED_MS);
    for (const answer of await Promise.all(waits)) expect(answer).to.be.problem(401, 'unauthenticated');
  });

  it('does nothing with a body whose sender was suspended while it came', async () => {
    const body = JSON.stringify({ role: 'consumer', message: 'I need a haircut' });
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Content-Length': String(body.length),
    };
    const slow = http.request(`${one.url}/v1/chat`, { method: 'POST', headers });
    const answered = once(slow, 'response') as Promise<[http.IncomingMessage]>;
    slow.write(body.slice(0, 10));
    await until('the call to have come', async () => (await statuses('/v1/auth/me')).every((status) => status === 200));
    await set(`status = 'suspended'`);
    await becomes('/v1/auth/me', 401);
    slow.end(body.slice(10));
    const [answer] = await answered;
    answer.resume();
    expect(answer.statusCode).to.equal(401);
    expect(await one.orm.em.fork().count(ChatTurn, { account: id })).to.equal(0);
  });

  it('ends every access within five seconds of the end of the account', async () => {
    expect(await statuses('/v1/auth/me')).to.deep.equal([200, 200]);
    await one.orm.em.execute('delete from accounts where id = ?', [id]);
    await becomes('/v1/auth/me', 401);
  });
});
