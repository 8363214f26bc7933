import { expect } from 'chai';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { sendRaw } from '#test/support/raw-http.ts';
import { isLocalCall } from './known-hosts.ts';

describe('the host that a call comes by', () => {
  let kernel: TestKernel;
  before(async () => {
    kernel = await startKernel({ routes: [], config: { hosts: ['proxie.example', 'my-machine'] } });
  });
  after(() => kernel.stop());

  async function statusOf(host: string): Promise<number> {
    const { port } = new URL(kernel.url);
    // A second Host would be refused for another reason.
    const answer = await sendRaw(`http://${host}:${port}`, { method: 'GET', path: '/health' }, kernel.url);
    return answer.status;
  }

  for (const host of [
    'localhost',
    '127.0.0.1',
    '[::1]',
    'app.localhost',
    '192.0.2.7',
    'Proxie.Example',
    'my-machine',
  ]) {
    it(`may be ${host}`, async () => expect(await statusOf(host)).to.equal(200));
  }

  for (const host of [
    'evil.example',
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    'x.proxie.example',
  ]) {
    it(`may not be ${host}, whose page would be of our origin`, async () => expect(await statusOf(host)).to.equal(403));
  }

  it('is of this machine only where address, name and page are', () => {
    const call = { ip: '::ffff:127.0.0.1', headers: { host: 'localhost:3000' } };
    expect(isLocalCall(call)).to.equal(true);
    expect(isLocalCall({ ...call, headers: { ...call.headers, origin: 'http://127.0.0.1:5173' } })).to.equal(true);
    for (const foreign of [
      { ...call, ip: '192.0.2.7' },
      { ...call, headers: { host: 'evil.example:3000' } },
      { ...call, headers: { ...call.headers, origin: 'http://evil.example' } },
      { ...call, headers: { ...call.headers, origin: 'null' } },
    ]) {
      expect(isLocalCall(foreign), JSON.stringify(foreign)).to.equal(false);
    }
  });
});
