import { expect } from 'chai';
import { createLogger, silentLogger } from '#platform/logger.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { atOnce, startLimited, tally, type LimitedKernel } from '#test/support/limits.ts';
import { ownRedis, type TestRedis } from '#test/support/redis.ts';
import { until } from '#test/support/until.ts';

const LIMIT = 10;
/** Where exactness is shown, a machine that is short of breath must not be taken for a Redis that is gone. */
const PATIENT = { PROXIE_RATE_LIMITS: `chat=${LIMIT},offers=${LIMIT}`, PROXIE_REDIS_TIMEOUT: '10s' };
const PROMPT = { ...PATIENT, PROXIE_REDIS_TIMEOUT: '1s' };

describe('rate limits that share one Redis', () => {
  let server: TestRedis;
  let kernels: LimitedKernel[] = [];
  let tokens: string[] = [];

  before(async function () {
    const started = await ownRedis();
    if (!started) return this.skip();
    server = started;
  });
  afterEach(async () => {
    await Promise.all(kernels.map((kernel) => kernel.stop()));
    kernels = [];
  });
  after(() => server?.stop());

  const start = async (
    count: number,
    settings: Readonly<Record<string, string>>,
    log = silentLogger,
  ): Promise<void> => {
    await flush();
    kernels = await atOnce(count, () => startLimited({ settings, redisUrl: server.url, log }));
    tokens = (await kernels[0]?.users(20)) ?? [];
  };
  const flush = async (): Promise<void> => {
    const kernel = await startLimited({ settings: PATIENT, redisUrl: server.url });
    await kernel.redis?.run((client) => client.flushAll());
    await kernel.stop();
  };
  const at = (index: number): LimitedKernel => kernels[index % kernels.length] as LimitedKernel;
  /** Calls the processes by turns, all at once. */
  const burst = (times: number, path: string, user: number): Promise<TestAnswer[]> =>
    atOnce(times, (index) => at(index).api.get(`/v1/${path}`, { as: tokens[user] }));
  const isShared = async (kernel: LimitedKernel): Promise<boolean> =>
    (await kernel.figure(/^proxie_rate_limits_shared (\d+)$/m)) === 1;

  it('let exactly as many calls pass in all as one process would, however the calls are spread', async () => {
    await start(4, PATIENT);
    for (const [user] of tokens.slice(0, 5).entries()) {
      expect(tally(await burst(40, 'chat', user)), `user ${user}`).to.deep.equal({ 200: LIMIT, 429: 40 - LIMIT });
    }
    expect(tally(await burst(40, 'offers', 0)), 'another class').to.deep.equal({ 200: LIMIT, 429: 40 - LIMIT });
    expect(await Promise.all(kernels.map(isShared))).to.deep.equal([true, true, true, true]);
  });

  it('count what every process has seen down to the last call, in the headers too', async () => {
    await start(4, PATIENT);
    const left: (string | undefined)[] = [];
    for (let call = 0; call < LIMIT; call++) {
      const { headers } = await at(call).api.get('/v1/chat', { as: tokens[0] });
      left.push(headers['x-ratelimit-remaining']);
    }
    expect(left).to.deep.equal(['9', '8', '7', '6', '5', '4', '3', '2', '1', '0']);
    expect(await at(1).api.get('/v1/chat', { as: tokens[0] })).to.be.problem(429, 'rate_limited');
  });

  it('are sent as a text only to a Redis that has forgotten it, and count then as ever', async () => {
    await start(2, PATIENT);
    const texts = async () => Number(/cmdstat_eval:calls=(\d+)/.exec(await commandStats())?.[1] ?? 0);
    const commandStats = async () => (await at(0).redis?.run((client) => client.info('commandstats'))) ?? '';
    await burst(1, 'chat', 0);
    const before = await texts();
    expect(tally(await burst(2 * LIMIT, 'chat', 1))).to.deep.equal({ 200: LIMIT, 429: LIMIT });
    expect(await texts()).to.equal(before);
    await at(0).redis?.run((client) => client.scriptFlush());
    expect(tally(await burst(2 * LIMIT, 'chat', 2))).to.deep.equal({ 200: LIMIT, 429: LIMIT });
    expect(await texts()).to.be.greaterThan(before);
  });

  it('keep neither a count for ever nor anything but ids and addresses in Redis', async () => {
    await start(1, PATIENT);
    await burst(1, 'chat', 0);
    await at(0).api.get('/v1/chat');
    const redis = at(0).redis;
    const keys = await redis?.run((client) => client.keys('*'));
    expect(keys?.toSorted()).to.have.length(2);
    for (const key of keys ?? []) {
      expect(key).to.match(/^proxie:limit:chat:(user:[0-9a-f-]{36}|ip:127\.0\.0\.1)$/);
      expect(await redis?.run((client) => client.ttl(key))).to.be.within(1, 60);
    }
  });

  const faults = {
    paused: { begin: async () => server.pause(), end: async () => server.resume() },
    stopped: { begin: () => server.stop(), end: () => server.restart() },
    killed: { begin: () => server.kill(), end: () => server.restart() },
  };
  for (const [fault, { begin, end }] of Object.entries(faults)) {
    it(`go on in each process when Redis is ${fault} in the middle, never open and never failing, and are shared again after`, async () => {
      await start(2, PROMPT);
      expect(tally(await burst(2 * LIMIT, 'chat', 0))[200]).to.equal(LIMIT);
      const surprised = burst(4 * LIMIT, 'chat', 1);
      await begin();
      try {
        const atFirst = tally(await surprised);
        expect(Object.keys(atFirst), 'while it went').to.deep.equal(['200', '429']);
        expect(atFirst[200]).to.be.within(LIMIT, 3 * LIMIT); // what Redis still took, and each process’s own
        await until('both to notice', () => kernels.every(({ redis }) => redis?.isUp() === false));

        expect(tally(await burst(8 * LIMIT, 'chat', 2))).to.deep.equal({ 200: 2 * LIMIT, 429: 6 * LIMIT });
        expect(tally(await burst(8 * LIMIT, 'chat', 2)), 'used up').to.deep.equal({ 429: 8 * LIMIT });
        expect(await isShared(at(0))).to.equal(false);
        const ready = await at(0).api.get('/ready');
        expect(ready.status).to.equal(200);
        expect(ready.body).to.deep.include({ status: 'degraded' });
        expect(ready.body.dependencies.redis.state).to.equal('down');
      } finally {
        await end();
      }
      await until('both to be back', async () => (await Promise.all(kernels.map(isShared))).every(Boolean));
      expect(tally(await burst(4 * LIMIT, 'chat', 3))).to.deep.equal({ 200: LIMIT, 429: 3 * LIMIT });
      expect((await at(0).api.get('/ready')).body.status).to.equal('ready');
    });
  }

  it('hold when Redis answers but takes no writes, which is logged once and shown', async () => {
    const said: string[] = [];
    const write = (text: string): void => void said.push((JSON.parse(text) as { msg: string }).msg);
    const log = createLogger({ environment: 'production', logLevel: 'info' }, { write });
    await start(1, PATIENT, log);
    const redis = at(0).redis;
    await redis?.run((client) => client.configSet('min-replicas-to-write', '1'));
    try {
      expect(tally(await burst(2 * LIMIT, 'chat', 0))).to.deep.equal({ 200: LIMIT, 429: LIMIT });
      expect(await isShared(at(0))).to.equal(false);
      expect((await at(0).api.get('/ready')).body.status).to.equal('degraded');
    } finally {
      await redis?.run((client) => client.configSet('min-replicas-to-write', '0'));
    }
    expect(tally(await burst(2 * LIMIT, 'chat', 1))).to.deep.equal({ 200: LIMIT, 429: LIMIT });
    expect(await isShared(at(0))).to.equal(true);
    expect(said.filter((text) => /limits/.test(text))).to.deep.equal([
      'Redis refuses to count; each process keeps the limits for itself',
      'limits are shared again',
    ]);
  });
});
