import path from 'node:path';
import { expect } from 'chai';
import { findFreePort } from '#platform/embedded/ports.ts';
import { readMailsTo, tokenIn } from '#platform/mail-folder.ts';
import { runDemo } from '../../scripts/demo.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { testEnvironment } from '#test/support/config.ts';
import { client, type TestClient } from '#test/support/http.ts';
import { startProcess, type NodeProcess } from '#test/support/node-process.ts';
import { testFolder } from '#test/support/servers.ts';
import { until } from '#test/support/until.ts';

describe('npm start', function () {
  this.timeout(300_000);
  let product: NodeProcess;
  let baseUrl: string;
  let api: TestClient;
  let env: Record<string, string>;
  let mailFolder: string;

  before(async () => {
    const port = await findFreePort();
    const ports = ['POSTGRES', 'TEMPORAL', 'TEMPORAL_UI', 'REDIS'].map((name) => [`PROXIE_${name}_PORT`, '0']);
    env = testEnvironment({
      ...(Object.fromEntries(ports) as Record<string, string>),
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      PORT: String(port),
      PROXIE_DATA_DIR: path.join(testFolder(), 'product'),
      PROXIE_WAVE: '2s',
      PROXIE_COMMAND_DEADLINE: '30s', // a new worker on a busy machine
    });
    mailFolder = path.join(testFolder(), 'product/mail');
    product = await startProcess('start', env, 'Try next');
    baseUrl = `http://127.0.0.1:${port}`;
    api = client(baseUrl);
  });

  it('shows where everything is and who can sign in', () => {
    for (const part of [
      `${baseUrl}/v1`,
      '/api/docs',
      'Temporal UI',
      '/metrics',
      'clara@',
      'petra@',
      'pablo@',
      'ada@',
    ]) {
      expect(product.output()).to.include(part);
    }
  });

  it('plays the whole demo: two offers, one booking, one refusal, a completion', async () => {
    const printed: string[] = [];
    const life = await runDemo({ baseUrl, mailFolder, print: (text) => void printed.push(text) });
    expect(life.consumerEmail).to.match(/^dana\./);
    expect(life.offerIds.length).to.equal(2);
    expect(life.refusedWith).to.equal('request_closed');
    expect(printed.join('\n')).to.include(life.bookingId).and.include(life.spokenBookingId);
    expect(printed.join('\n')).to.include('I am the offline model');
  });

  it('plays it with the demo consumer where it cannot read the mails', async () => {
    const life = await runDemo({ baseUrl, print: () => undefined });
    expect(life.consumerEmail).to.equal('clara@demo.example');
    expect(life.refusedWith).to.equal('request_closed');
  });

  it('ends cleanly, and what waited goes on waiting after the next start', async () => {
    const person = { email: 'restart@example.test', password: 'a long enough password', name: 'Rita' };
    expect((await api.post('/v1/auth/register', { body: person })).status).to.equal(202);
    const token = await until('the mail', async () => {
      const [mail] = await readMailsTo(mailFolder, person.email);
      return mail === undefined ? undefined : tokenIn(mail);
    });
    const session = await api.post('/v1/auth/confirm', { body: { token } });
    const as = session.body.accessToken as string;
    const created = await api.post('/v1/requests', { as, body: { ...HAIRCUT, location: { city: 'Nowhere' } } });
    const { id } = created.body as { id: string };
    await until('the request to be matching', async () => {
      const { body } = await api.get(`/v1/requests/${id}`, { as });
      return body.status === 'matching';
    });
    expect(await product.stop(), product.output()).to.equal(0);
    product = await startProcess('start', env, 'Try next');
    const { body } = await api.get(`/v1/requests/${id}`, { as });
    expect(body.status).to.equal('matching');
    const cancelled = await api.post(`/v1/requests/${id}/cancel`, { as, body: { reason: 'seen enough' } });
    expect(cancelled.status, JSON.stringify(cancelled.body)).to.equal(200);
    expect(cancelled.body.status).to.equal('cancelled');
    expect(await product.stop(), product.output()).to.equal(0);
  });
});
