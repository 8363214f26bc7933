import { expect } from 'chai';
import { Counter, Gauge, Registry } from 'prom-client';
import { silentLogger } from './logger.ts';
import { startMetricsServer, type MetricsServer } from './metrics-server.ts';

const SETTING = 'PROXIE_WORKER_METRICS_PORT';

describe('startMetricsServer', () => {
  let registry: Registry;
  let server: MetricsServer;
  const start = (port = 0) =>
    startMetricsServer({ registry, host: '127.0.0.1', port, setting: SETTING, log: silentLogger });
  beforeEach(async () => {
    registry = new Registry();
    server = await start();
  });
  afterEach(() => server.stop());
  const send = async (method: string, path = '/metrics') => {
    const answer = await fetch(new URL(path, server.url), { method });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };

  it('shows what is registered, as it is at this moment', async () => {
    const counter = new Counter({ name: 'things_total', help: 'Things.', registers: [registry] });
    expect((await send('GET')).text).to.include('things_total 0');
    counter.inc(3);
    const { status, text, headers } = await send('GET', '/metrics?x=1');
    expect([status, headers.get('content-type')]).to.deep.equal([200, registry.contentType]);
    expect(text).to.include('things_total 3');
  });

  it('shows nothing else, and changes nothing', async () => {
    for (const path of ['/', '/health', '/metrics/', '/v1/requests']) {
      expect(await send('GET', path)).to.include({ status: 404, text: '' });
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, text, headers } = await send(method);
      expect([status, text, headers.get('allow')], method).to.deep.equal([405, '', 'GET, HEAD']);
    }
    expect(await send('HEAD')).to.include({ status: 200, text: '' });
  });

  it('answers 500 without a word about it when a figure cannot be read, and goes on', async () => {
    let isBroken = true;
    new Gauge({
      name: 'odd',
      help: 'Odd.',
      registers: [registry],
      collect() {
        if (isBroken) throw new Error('a secret of the house');
      },
    });
    expect(await send('GET')).to.include({ status: 500, text: '' });
    isBroken = false;
    expect((await send('GET')).status).to.equal(200);
  });

  it('says which setting changes a port that is taken', async () => {
    const { port } = new URL(server.url);
    const error: unknown = await start(Number(port)).catch((cause: unknown) => cause);
    expect(String(error)).to.include(port).and.to.include(SETTING);
  });

  it('is gone when it has stopped, also for those who keep a connection', async () => {
    await send('GET');
    await server.stop();
    const again: unknown = await send('GET').catch((cause: unknown) => cause);
    expect(again).to.be.instanceOf(TypeError);
    server = await start();
  });
});
