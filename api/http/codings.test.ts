import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createCodedBody } from './codings.ts';
import { sendRaw } from '#test/support/raw-http.ts';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { Gauge } from 'prom-client';
import { createMetrics } from './metrics.ts';

describe('createCodedBody', () => {
  it('compresses once for all who ask, and what was read is what was given', async () => {
    const made: string[] = [];
    const text = 'the same for everybody '.repeat(200);
    const body = createCodedBody(text, {
      br: async (bytes) => (made.push('br'), bytes.subarray(1)),
      gzip: async (bytes) => (made.push('gzip'), bytes.subarray(1)),
    });
    const all = await Promise.all(Array.from({ length: 500 }, () => body.coded('br')));
    expect(new Set(all).size).to.equal(1);
    await body.coded('gzip');
    await body.coded('br');
    expect(made).to.deep.equal(['br', 'gzip']);
    const real = createCodedBody(text);
    expect(brotliDecompressSync((await real.coded('br'))!).toString()).to.equal(text);
    expect(gunzipSync((await real.coded('gzip'))!).toString()).to.equal(text);
    expect(real.plain.toString()).to.equal(text);
  });
  it('has no coding that makes a body no smaller', async () => {
    const body = createCodedBody(crypto.getRandomValues(new Uint8Array(4_000)));
    expect([await body.coded('br'), await body.coded('gzip')]).to.deep.equal([undefined, undefined]);
  });
});

describe('answers that are the same for everybody', () => {
  let kernel: TestKernel;
  let collections = 0;
  before(async () => {
    const metrics = createMetrics({ maxAgeMs: 3_600_000 });
    new Gauge({ name: 'asked', help: 'Asked.', registers: [metrics.registry], collect: () => void (collections += 1) });
    kernel = await startKernel({ routes: [], metrics });
  });
  after(() => kernel.stop());

  const get = (path: string, accepted: string) =>
    sendRaw<string>(kernel.url, { method: 'GET', path, lines: [`Accept-Encoding: ${accepted}`] });

  it('come in the coding that the caller takes, with one ETag, and in no other that would have to be made', async () => {
    const path = '/api/docs/swagger-ui.css';
    const codings: Record<string, string | undefined> = {
      'gzip, deflate, br, zstd': 'br',
      gzip: 'gzip',
      'br;q=0, gzip;q=0.5': 'gzip',
      'deflate, zstd': undefined,
      identity: undefined,
      '': undefined,
    };
    const tags = new Set<string | undefined>();
    for (const [accepted, coding] of Object.entries(codings)) {
      const { status, headers } = await get(path, accepted);
      expect([status, headers['content-encoding']], accepted).to.deep.equal([200, coding]);
      expect(headers.vary).to.include('Accept-Encoding');
      tags.add(headers.etag);
    }
    expect(tags.size).to.equal(1);
    const { body } = await kernel.api.get<string>(path);
    expect(body.length).to.be.greaterThan(10_000);
  });
  it('are collected once for all who ask for metrics at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => kernel.api.get<string>('/metrics')));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect(answers[0]?.body).to.include('asked 0');
    expect(collections).to.equal(1);
  });
});
