import { expect } from 'chai';
import { silentLogger } from '#platform/logger.ts';
import { startKernel } from '#test/support/kernel.ts';
import { createReadiness, type ReadinessCheck } from './readiness.ts';

const up = (name: string, required = true, note?: string): ReadinessCheck => ({
  name,
  required,
  check: async () => note,
});
const down = (name: string, required = true): ReadinessCheck => ({
  name,
  required,
  check: async () => {
    throw new Error('postgres://user:secret@10.0.0.7 refused');
  },
});
const hanging: ReadinessCheck = { name: 'hanging', required: true, check: () => new Promise(() => undefined) };

describe('readiness', () => {
  const statusOf = async (...checks: ReadinessCheck[]) =>
    (await createReadiness({ checks, log: silentLogger, timeoutMs: 20 }).report()).status;

  it('is ready, degraded or unavailable as its dependencies are', async () => {
    expect(await statusOf()).to.equal('ready');
    expect(await statusOf(up('a'), up('b', false))).to.equal('ready');
    expect(await statusOf(up('a'), down('b', false))).to.equal('degraded');
    expect(await statusOf(down('a'), down('b', false))).to.equal('unavailable');
  });
  it('waits for no dependency longer than its time', async () => {
    expect(await statusOf(hanging)).to.equal('unavailable');
  });
  it('asks once for all who ask at the same time, and again when its answer is old', async () => {
    let asked = 0;
    let nowMs = 0;
    const check = async (): Promise<void> => void (asked += 1);
    const checks = [{ name: 'a', required: true, check }];
    const readiness = createReadiness({ checks, log: silentLogger, maxAgeMs: 1_000, now: () => nowMs });
    await Promise.all([readiness.report(), readiness.report()]);
    nowMs = 999;
    await readiness.report();
    expect(asked).to.equal(1);
    nowMs = 1_000;
    await readiness.report();
    expect(asked).to.equal(2);
  });
  it('does not ask a dependency that still hangs once more, and knows when it is back', async () => {
    let asked = 0;
    let nowMs = 0;
    const first = Promise.withResolvers<void>();
    const check = () => (++asked === 1 ? first.promise : Promise.resolve());
    const checks = [{ name: 'a', required: true, check }];
    const options = { checks, log: silentLogger, timeoutMs: 20, maxAgeMs: 0, now: () => nowMs++ };
    const readiness = createReadiness(options);
    expect((await readiness.report()).status).to.equal('unavailable');
    expect((await readiness.report()).status).to.equal('unavailable');
    expect(asked).to.equal(1);
    first.resolve();
    expect((await readiness.report()).status).to.equal('ready');
  });
  it('says at once that it is stopping, with what it knew last, whoever hangs', async () => {
    let nowMs = 0;
    const check = () => (nowMs === 0 ? Promise.resolve() : new Promise<void>(() => undefined));
    const options = { log: silentLogger, timeoutMs: 3_600_000, now: () => nowMs };
    const readiness = createReadiness({ ...options, checks: [{ name: 'a', required: true, check }] });
    const { dependencies } = await readiness.report();
    nowMs = 60_000; // the next answer would wait for what hangs
    readiness.stop();
    expect(await readiness.report()).to.deep.equal({ status: 'stopping', dependencies });
    const unasked = createReadiness({ ...options, checks: [hanging] });
    unasked.stop();
    expect(await unasked.report()).to.deep.equal({ status: 'stopping', dependencies: {} });
  });
});

describe('GET /ready and GET /health', () => {
  it('show each dependency, and 503 only when a required one is down', async () => {
    const kernel = await startKernel({
      routes: [],
      checks: [up('postgres'), down('redis', false), up('temporal', false, 'embedded')],
    });
    const { status, body } = await kernel.api.get('/ready');
    await kernel.stop();
    expect(status).to.equal(200);
    expect(body.status).to.equal('degraded');
    expect(body.dependencies.redis).to.deep.include({ state: 'down', required: false });
    expect(body.dependencies.temporal).to.deep.include({ state: 'up', note: 'embedded' });
    expect(body.dependencies.postgres.latencyMs).to.be.a('number');
    expect(JSON.stringify(body)).not.to.match(/secret|10\.0\.0\.7/);
  });
  it('tell life from readiness', async () => {
    const kernel = await startKernel({ routes: [], checks: [down('postgres')] });
    const [ready, health] = await Promise.all([kernel.api.get('/ready'), kernel.api.get('/health')]);
    await kernel.stop();
    expect([ready.status, health.status]).to.deep.equal([503, 200]);
    expect(ready.body.status).to.equal('unavailable');
    expect(health.body).to.deep.equal({ status: 'ok' });
  });
});
