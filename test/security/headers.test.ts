import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { z } from 'zod';
import type { Route } from '#api/http/route.ts';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes, probe, type Notebook } from '#test/support/notes.ts';
import type { TestAnswer } from '#test/support/http.ts';

const PAGE = 'https://app.example.com';
const FOREIGN_ORIGINS = [
  'null',
  'https://evil.example',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://app.example.com.evil.example',
  'https://evil-app.example.com',
  'https://sub.app.example.com',
  'https://APP.example.com',
  'https://app.example.com/',
  'https://app.example.com, https://evil.example',
  'https://evil.example https://app.example.com',
  '*',
  'file://',
  '',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe('headers', () => {
  const notebook: Notebook = { notes: new Map(), loads: [] };
  const account = { id: randomUUID(), roles: ['admin'] as const, status: 'active' };
  let stream = new Readable({ read: () => undefined });
  let kernel: TestKernel;
  let open: TestKernel;
  let as: string;

  const sent = (path: `/${string}`, handle: Route['handle']): Route => ({
    ...probe(() => undefined),
    operationId: path.slice(1),
    path,
    success: { status: 200, schema: z.any(), contentType: 'text/event-stream; charset=utf-8' },
    handle,
  });

  before(async () => {
    const fails = probe(() => {
      throw new Error('a mistake');
    });
    const routes = [
      ...noteRoutes(notebook),
      fails,
      sent('/stream', () => stream),
      sent('/events', () => 'data: x\n\n'.repeat(5_000)),
    ];
    const setup = { routes, deps: notebook, ownership: NOTE_OWNERSHIP, accounts: [account] };
    kernel = await startKernel({ ...setup, config: { corsOrigins: [PAGE] } });
    open = await startKernel({ ...setup, config: { corsOrigins: ['*'] } });
    as = (await kernel.issueToken(account.id)).token;
  });
  after(() => Promise.all([kernel.stop(), open.stop()]));

  it('make browsers careful with every answer, whatever it is', async () => {
    const big = JSON.stringify({ text: 'x'.repeat(110_000) });
    const calls: [status: number, method: string, path: string, request?: Parameters<typeof kernel.api.get>[1]][] = [
      [200, 'GET', '/health'],
      [200, 'HEAD', '/health'],
      [200, 'GET', '/api/docs'],
      [200, 'GET', '/api/docs/docs.js'],
      [200, 'GET', '/problems'],
      [200, 'GET', '/api/openapi.json'],
      [204, 'OPTIONS', '/v1/notes'],
      [204, 'OPTIONS', '/v1/notes', { headers: { origin: PAGE, 'access-control-request-method': 'POST' } }],
      [400, 'GET', '/v1/notes?bogus=1'],
      [400, 'POST', '/v1/notes', { as, body: '{' }],
      [401, 'POST', '/v1/notes', { body: '{}' }],
      [404, 'GET', '/nowhere'],
      [404, 'GET', `/v1/notes/${randomUUID()}`, { as }],
      [405, 'PATCH', '/v1/notes'],
      [413, 'POST', '/v1/notes', { as, body: big }],
      [415, 'POST', '/v1/notes', { as, body: 'x', headers: { 'content-type': 'text/plain' } }],
      [500, 'GET', '/v1/probe'],
    ];
    for (const [status, method, path, request] of calls) {
      const answer = await kernel.api.send(method, path, request);
      expect(answer.status, `${method} ${path}`).to.equal(status);
      expectCareful(answer, `${method} ${path}`);
    }
  });

  function expectCareful({ headers }: TestAnswer, what: string): void {
    expect(headers['content-security-policy'], what).to.match(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['content-security-policy'], what).not.to.match(/unsafe|\*|https?:/);
    expect(headers, what).to.include({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['cache-control'], what).to.match(/no-store|no-cache|public/);
    expect(headers, what).not.to.have.any.keys('x-powered-by', 'server', 'set-cookie');
    expect(headers.vary, what).to.equal('Origin, Accept-Encoding');
  }

  describe('for pages of elsewhere', () => {
    it('are none: no origin is repeated, none of them may send anything, and nobody sends credentials', async () => {
      for (const origin of FOREIGN_ORIGINS) {
        for (const method of METHODS) {
          const headers = { origin, 'access-control-request-method': method };
          for (const answer of [
            await kernel.api.send('OPTIONS', '/v1/notes', { headers }),
            await kernel.api.get('/health', { headers: { origin } }),
            await kernel.api.get('/nowhere', { headers: { origin } }),
          ]) {
            const allowing = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-allow-'));
            expect(allowing, `${method} from ${origin}`).to.deep.equal([]);
          }
        }
      }
    });
    it('let a page of the list use each method that a route can have, and each header that it needs', async () => {
      for (const method of METHODS) {
        const wanted = 'authorization, content-type, idempotency-key';
        const headers = {
          origin: PAGE,
          'access-control-request-method': method,
          'access-control-request-headers': wanted,
        };
        const { status, headers: given } = await kernel.api.send('OPTIONS', `/v1/notes/${randomUUID()}`, { headers });
        expect([status, given['access-control-allow-origin']]).to.deep.equal([204, PAGE]);
        expect(given['access-control-allow-methods']?.split(',')).to.include(method);
        const names = given['access-control-allow-headers']?.toLowerCase().split(',') ?? [];
        expect(names).to.include.members(wanted.split(', '));
        expect(names).not.to.include('*');
        expect(given).not.to.have.property('access-control-allow-credentials');
      }
    });
    it('let every page read where every origin may, but never with credentials', async () => {
      for (const origin of [PAGE, 'https://evil.example', 'null']) {
        const { headers } = await open.api.get('/health', { headers: { origin } });
        expect(headers['access-control-allow-origin']).to.equal('*');
        expect(headers).not.to.have.property('access-control-allow-credentials');
      }
    });
  });

  describe('of streams', () => {
    it('never say that they are compressed, and their parts come as they are sent', async () => {
      stream = new Readable({ read: () => undefined });
      const request = http.get(`${kernel.url}/stream`, { headers: { 'accept-encoding': 'gzip, br' } });
      stream.push('data: first\n\n');
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      const [first] = (await once(response, 'data')) as [Buffer];
      expect(first.toString()).to.equal('data: first\n\n'); // while the rest is still to come
      expect(response.headers).not.to.have.property('content-encoding');
      expect(response.headers['content-type']).to.equal('text/event-stream; charset=utf-8');
      stream.push(`data: ${'x'.repeat(10_000)}\n\n`);
      stream.push(null);
      expect(Buffer.concat((await response.toArray()) as Buffer[]).length).to.equal(10_008);
      const whole = await kernel.api.get<string>('/events', { headers: { 'accept-encoding': 'gzip' } });
      expect(whole.headers).not.to.have.property('content-encoding');
    });
  });

  describe('of proxies', () => {
    const claims = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '444',
      'x-real-ip': '6.6.6.6',
      forwarded: 'for=6.6.6.6;host=evil.example;proto=https',
      'client-ip': '6.6.6.6',
    };
    const tellIp: Route = {
      ...probe(() => undefined),
      handle: ({ ip }: { ip: string }) => ({ id: account.id, text: ip }),
    };

    it('change no address that an answer names, whoever is believed', async () => {
      for (const trustProxy of [0, 1]) {
        const behind = await startKernel({ routes: [tellIp], config: { trustProxy } });
        for (const path of ['/nowhere', '/problems', '/api/docs', '/api/openapi.json', '/api/docs?x=1']) {
          const [plain, claimed] = [await behind.api.get(path), await behind.api.get(path, { headers: claims })];
          const text = (answer: TestAnswer): string => JSON.stringify([answer.body, answer.headers.location ?? '']);
          expect(text(claimed).replaceAll(/urn:proxie:request:[^"]*/g, '')).to.equal(
            text(plain).replaceAll(/urn:proxie:request:[^"]*/g, ''),
          );
          expect(JSON.stringify(claimed)).not.to.include('evil.example');
        }
        expect((await behind.api.get('/v1/probe', { headers: claims })).body.text).to.equal('127.0.0.1');
        await behind.stop();
      }
    });
    it('say who calls only where as many stand in front as are believed: the last ones count', async () => {
      for (const [trustProxy, forwarded, ip] of [
        [0, '6.6.6.6', '127.0.0.1'],
        [1, '6.6.6.6, 1.1.1.1, 203.0.113.7', '203.0.113.7'],
        [2, '6.6.6.6, 1.1.1.1, 203.0.113.7', '1.1.1.1'],
        [2, ['6.6.6.6', '1.1.1.1, 203.0.113.7'], '1.1.1.1'],
        [1, '203.0.113.7', '203.0.113.7'],
        [1, '', '127.0.0.1'],
      ] as const) {
        const behind = await startKernel({ routes: [tellIp], config: { trustProxy } });
        const headers = { 'x-forwarded-for': forwarded as string | string[] };
        const request = http.get(`${behind.url}/v1/probe`, { headers });
        const [response] = (await once(request, 'response')) as [http.IncomingMessage];
        const body = JSON.parse(Buffer.concat((await response.toArray()) as Buffer[]).toString()) as { text: string };
        expect(body.text, `${trustProxy}: ${String(forwarded)}`).to.equal(ip);
        await behind.stop();
      }
    });
  });
});
