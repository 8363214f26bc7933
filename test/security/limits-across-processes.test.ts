import { expect } from 'chai';
import { createTokenIssuer } from '#api/http/tokens.ts';
import { createOrm } from '#db/orm.ts';
import { loadConfig } from '#platform/config.ts';
import { testEnvironment } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';
import { client, type TestClient } from '#test/support/http.ts';
import { atOnce, tally } from '#test/support/limits.ts';
import { startProcess, type NodeProcess } from '#test/support/node-process.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { ownRedis, type TestRedis } from '#test/support/redis.ts';
import { until } from '#test/support/until.ts';

const LIMIT = 25;
const PROCESSES = 4;
const NOBODY_LISTENS = '127.0.0.1:1'; // these calls need no Temporal

describe('rate limits across API processes', () => {
  let redis: TestRedis;
  let processes: NodeProcess[] = [];
  let apis: TestClient[] = [];
  let tokens: string[] = [];

  before(async function () {
    this.timeout(240_000);
    const started = await ownRedis();
    if (!started) return this.skip();
    redis = started;
    const database = await (await testPostgres()).createDatabase();
    const env = testEnvironment({
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: NOBODY_LISTENS,
      REDIS_URL: redis.url,
      LOG_LEVEL: 'info',
      PROXIE_RATE_LIMITS: `other=${LIMIT}`,
      PROXIE_REDIS_TIMEOUT: '5s', // four processes on a small machine are slow, and Redis is not gone
    });
    tokens = await signIn(database.url, env);
    processes = await atOnce(PROCESSES, () => startProcess('api', env, 'the API listens'));
    apis = processes.map((each) => client(addressOf(each)));
  });
  after(async () => {
    await Promise.all(processes.map((each) => each.stop()));
    await redis?.stop();
  });

  const burst = (times: number, user: number) =>
    atOnce(times, (index) => (apis[index % PROCESSES] as TestClient).get('/v1/auth/me', { as: tokens[user] }));

  it('let exactly as many calls of a user pass in all as one process would', async () => {
    expect(tally(await burst(4 * LIMIT, 0))).to.deep.equal({ 200: LIMIT, 429: 3 * LIMIT });
    expect(tally(await burst(4 * LIMIT, 1)), 'another user').to.deep.equal({ 200: LIMIT, 429: 3 * LIMIT });
  });

  it('hold in each process while Redis is away, and are shared again when it is back', async () => {
    await redis.kill();
    await until('all processes to notice', () => allSee('down'));
    expect(tally(await burst(8 * LIMIT, 2))).to.deep.equal({ 200: PROCESSES * LIMIT, 429: 4 * LIMIT });
    await redis.restart();
    await until('all processes to be back', () => allSee('up'));
    expect(tally(await burst(4 * LIMIT, 3))).to.deep.equal({ 200: LIMIT, 429: 3 * LIMIT });
  });

  /** Temporal is away on purpose, so a process never says that all is well: only its Redis is looked at. */
  async function allSee(state: 'up' | 'down'): Promise<boolean> {
    const answers = await Promise.all(apis.map((api) => api.get('/ready')));
    for (const { status } of answers) expect(status).to.equal(200);
    return answers.every(({ body }) => body.dependencies.redis.state === state);
  }
});

async function signIn(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<string[]> {
  const orm = await createOrm({ url: databaseUrl, poolMax: 2 });
  const issue = createTokenIssuer(loadConfig(env).auth);
  const ids = await atOnce(4, () => insertAccount(orm.em.fork()));
  await orm.close();
  return Promise.all(ids.map(async (id) => (await issue(id)).token));
}

function addressOf(process: NodeProcess): string {
  const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(process.output()) ?? [];
  if (address === undefined) throw new Error(`no address in ${process.output()}`);
  return address;
}
