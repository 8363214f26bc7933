import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { findFreePort } from '#platform/embedded/ports.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { testEnvironment } from '#test/support/config.ts';
import { client, type TestClient } from '#test/support/http.ts';
import { startProcess, type NodeProcess } from '#test/support/node-process.ts';
import { startNode } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';
import { until } from '#test/support/until.ts';

const LAUNCH = path.join(PROJECT_DIR, 'scripts/launch.mjs');
const CLARA = { email: 'clara@demo.example', password: 'clara-looks-for-a-haircut' };

describe('npm run reset -- --temporal', function () {
  this.timeout(600_000); // the product is started three times
  const dataDir = testFolder('lost');
  let env: Record<string, string>;
  let product: NodeProcess;
  let api: TestClient;
  let as: string;
  let requests: string[];

  const post = async (location: object) => {
    const { body } = await api.post('/v1/requests', { as, body: { ...HAIRCUT, location } });
    return (body as { id: string }).id;
  };
  const statusOf = async (id: string) => (await api.get<{ status: string }>(`/v1/requests/${id}`, { as })).body.status;

  before(async () => {
    const port = await findFreePort();
    const ports = ['POSTGRES', 'TEMPORAL', 'TEMPORAL_UI', 'REDIS'].map((name) => [`PROXIE_${name}_PORT`, '0']);
    env = testEnvironment({
      ...(Object.fromEntries(ports) as Record<string, string>),
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      PORT: String(port),
      PROXIE_DATA_DIR: dataDir,
      PROXIE_COMMAND_DEADLINE: '30s', // a new worker on a busy machine
    });
    product = await startProcess('start', env, 'Try next');
    api = client(`http://127.0.0.1:${port}`);
    as = (await api.post<{ accessToken: string }>('/v1/auth/login', { body: CLARA })).body.accessToken;
    requests = [await post({ city: 'Nowhere' }), await post({ city: 'Elsewhere' })];
    for (const id of requests) await until('it to be matching', async () => (await statusOf(id)) === 'matching');
    expect(await product.stop(), product.output()).to.equal(0);
  });

  it('is named where the store of Temporal is damaged', async () => {
    for (const name of fs.readdirSync(dataDir).filter((each) => each.startsWith('temporal.db'))) {
      fs.writeFileSync(path.join(dataDir, name), 'no database at all '.repeat(500));
    }
    const started = startNode([LAUNCH, 'start'], env);
    expect((await started.ended()).code).to.equal(1);
    expect(started.stderr()).to.match(/^The Temporal server ended .*`npm run reset -- --temporal` rebuilds it .*\n$/);
  });

  it('deletes what Temporal has stored and nothing else', async () => {
    const reset = startNode([LAUNCH, 'reset', '--temporal'], env);
    expect((await reset.ended()).code, reset.stderr()).to.equal(0);
    expect(reset.stdout()).to.include('starts its runs again from the database');
    expect(fs.readdirSync(dataDir)).to.include('postgres');
    expect(fs.readdirSync(dataDir).filter((each) => each.startsWith('temporal.db'))).to.deep.equal([]);
    const typo = startNode([LAUNCH, 'reset', '--temporl'], env);
    expect((await typo.ended()).code).to.equal(1);
    expect(typo.stderr()).to.equal('Usage: npm run reset, or npm run reset -- --temporal\n');
    expect(fs.readdirSync(dataDir)).to.include('postgres');
  });

  it('lets what was open go on, in the state it had', async () => {
    product = await startProcess('start', env, 'Try next');
    expect(product.output()).to.match(/they are started again from the database/);
    for (const id of requests) {
      expect(await statusOf(id)).to.equal('matching');
      const cancelled = await api.post(`/v1/requests/${id}/cancel`, { as, body: { reason: 'seen enough' } });
      expect(cancelled.status, JSON.stringify(cancelled.body)).to.equal(200);
      expect(await statusOf(id)).to.equal('cancelled');
    }
    expect(await product.stop(), product.output()).to.equal(0);
  });

  it('orders nothing on the next start, which knows its runs', async () => {
    product = await startProcess('start', env, 'Try next');
    expect(product.output()).not.to.include('started again from the database');
    expect(await product.stop(), product.output()).to.equal(0);
  });
});
