import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import { createLogger, type Log } from '#platform/logger.ts';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes, probe, type Notebook } from '#test/support/notes.ts';
import { Problem } from './http/problem.ts';
import { withoutNeedlessEscapes } from './http/protocol.ts';
import type { Route } from './http/route.ts';

const PAGE_ORIGIN = 'https://app.example.com';

describe('the application', () => {
  const notebook: Notebook = { notes: new Map(), loads: [] };
  const account = { id: randomUUID(), roles: [], status: 'active' };
  const lines: Record<string, unknown>[] = [];
  let kernel: TestKernel;
  let as: string;

  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const log = createLogger({ environment: 'production', logLevel: 'info' }, sink);

  before(async () => {
    kernel = await startKernel({
      routes: noteRoutes(notebook),
      deps: notebook,
      ownership: NOTE_OWNERSHIP,
      accounts: [account],
      log,
      config: { corsOrigins: [PAGE_ORIGIN] },
      admission: async (ctx, { rateClass }) => {
        if (ctx.get('x-test') === rateClass) {
          throw new Problem('rate_limited', 'enough for now', { headers: { 'Retry-After': '7' } });
        }
      },
    });
    as = (await kernel.issueToken(account.id)).token;
  });
  after(() => kernel.stop());
  beforeEach(() => lines.splice(0));

  describe('request ids', () => {
    const idOf = async (given: string) =>
      (await kernel.api.get('/health', { headers: { 'x-request-id': given } })).headers['x-request-id'];

    it('are kept when they are safe', async () => {
      expect(await idOf('client-7.A_b')).to.equal('client-7.A_b');
    });
    it('are made anew when they are missing, too short, too long or could break a log or a page', async () => {
      for (const id of [
        '',
        'short',
        'x'.repeat(65),
        'abcdefgh ijkl',
        'abcdefgh<b>',
        'abcdefgh"',
        '../../etc/passwd',
        'abcdefgh;x',
      ]) {
        expect(await idOf(id), id).to.match(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      }
    });
    it('differ from request to request', async () => {
      expect(await idOf('')).not.to.equal(await idOf(''));
    });
  });

  describe('the path', () => {
    const needless = (path: string): string =>
      path.replaceAll(/[a-z0-9]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

    it('means the same however its letters are written, behind the same door', async () => {
      const { body: note } = await kernel.api.post('/v1/notes', { as, body: { text: 'hello' } });
      const at = `/v1/notes/${(note as { id: string }).id}`;
      const plain = await kernel.api.get(at, { as });
      expect(plain.status).to.equal(200);
      for (const path of [`/${needless(at.slice(1))}`, at.replace('notes', '%6Eotes'), at.replace('-', '%2D')]) {
        expect((await kernel.api.get(path, { as })).body, path).to.deep.equal(plain.body);
        expect(await kernel.api.get(path), path).to.be.problem(401, 'unauthenticated');
      }
    });
    it('is not there when an escape would make a slash, a dot segment or another escape of it', async () => {
      for (const path of ['/v1%2Fnotes', '/v1/..%2Fhealth', '/%2568ealth', '/v1/note%73%00']) {
        expect(await kernel.api.get(path, { as }), path).to.be.problem(404, 'not_found');
      }
      expect(withoutNeedlessEscapes('/v1/%2e%2E/%68ealth')).to.equal('/v1/%2e%2E/health');
    });
    it('of the sockets says to whoever polls that they come by WebSocket only', async () => {
      const polled = await kernel.api.get('/socket.io/?EIO=4&transport=polling');
      expect(polled).to.be.problem(404, 'not_found');
      expect((polled.body as { detail: string }).detail).to.include("transports: ['websocket']");
    });
  });

  describe('CORS', () => {
    it('lets a page of the list read answers, problems too', async () => {
      for (const path of ['/v1/notes', '/v1/nothing']) {
        const { headers } = await kernel.api.get(path, { headers: { origin: PAGE_ORIGIN } });
        expect(headers['access-control-allow-origin']).to.equal(PAGE_ORIGIN);
        expect(headers['access-control-expose-headers']).to.include('X-Request-Id');
        expect(headers.vary).to.include('Origin');
        expect(headers).not.to.have.property('access-control-allow-credentials');
      }
    });
    it('answers its preflight before anybody is asked for a token', async () => {
      const preflight = { origin: PAGE_ORIGIN, 'access-control-request-method': 'DELETE' };
      const answer = await kernel.api.send('OPTIONS', `/v1/notes/${randomUUID()}`, { headers: preflight });
      expect(answer.status).to.equal(204);
      expect(answer.headers['access-control-allow-methods']).to.include('DELETE');
      expect(answer.headers['access-control-allow-headers']).to.include('Authorization');
    });
    it('tells a page of anywhere else nothing', async () => {
      for (const origin of ['https://evil.example', `${PAGE_ORIGIN}.evil.example`, 'null']) {
        const { headers } = await kernel.api.get('/v1/notes', { headers: { origin } });
        expect(headers, origin).not.to.have.property('access-control-allow-origin');
      }
    });
  });

  describe('compression', () => {
    it('is for large answers only, and only for those who ask for it', async () => {
      for (let n = 0; n < 100; n += 1) {
        const id = randomUUID();
        notebook.notes.set(id, { id, ownerId: account.id, text: 'milk' });
      }
      const gzip = { 'accept-encoding': 'gzip' };
      const large = await kernel.api.get('/v1/notes?limit=100', { headers: gzip });
      expect(large.headers['content-encoding']).to.equal('gzip');
      expect(large.body.items).to.have.lengthOf(100);
      expect(large.headers.vary).to.include('Accept-Encoding');
      const plain = await kernel.api.get('/v1/notes?limit=100', { headers: { 'accept-encoding': 'identity' } });
      expect(plain.headers).not.to.have.property('content-encoding');
      const small = await kernel.api.get('/v1/notes?limit=1', { headers: gzip });
      expect(small.headers).not.to.have.property('content-encoding');
    });
  });

  describe('the log', () => {
    it('has one line for each answer, with what is needed to find it and nothing private', async () => {
      const sent = { as, body: { text: 'my secret' }, headers: { 'x-request-id': 'request-0001' } };
      await kernel.api.post('/v1/notes', sent);
      expect(lines).to.have.lengthOf(1);
      expect(lines[0]).to.include({
        level: 'info',
        requestId: 'request-0001',
        operationId: 'createNote',
        method: 'POST',
        path: '/v1/notes',
        status: 201,
        accountId: account.id,
      });
      expect(JSON.stringify(lines)).not.to.match(/my secret|eyJ/);
    });
    it('has the code of a problem, but not the query', async () => {
      await kernel.api.get('/v1/notes?cursor=private');
      expect(lines[0]).to.include({ level: 'info', status: 400, code: 'invalid_cursor', path: '/v1/notes' });
      expect(JSON.stringify(lines)).not.to.include('private');
    });
    it('has of a path only what is ours, and ids: whatever else somebody put there stays out', async () => {
      const id = crypto.randomUUID();
      for (const path of [`/v1/notes/${id}`, '/v1/notes/ann%40mail.example', '/v1/private']) {
        await kernel.api.get(path, { as });
      }
      expect(lines.map(({ path }) => path)).to.deep.equal([`/v1/notes/${id}`, '/v1/notes/:id', undefined]);
      expect(JSON.stringify(lines)).not.to.match(/private|mail/);
    });
    it('does not mention health checks', async () => {
      await Promise.all(['/health', '/ready', '/metrics'].map((path) => kernel.api.get(path)));
      expect(lines).to.deep.equal([]);
    });
  });

  it('measures each answer by operation, method and status', async () => {
    await kernel.api.get('/v1/notes/latest?x=1');
    await kernel.api.get('/v1/elsewhere');
    const { body, headers } = await kernel.api.get<string>('/metrics');
    expect(headers['content-type']).to.match(/^text\/plain/);
    const count = 'proxie_http_request_duration_seconds_count';
    expect(body).to.include(`${count}{operation="getLatestNote",method="GET",status="400"} 1`);
    expect(body).to.match(new RegExp(`${count}\\{operation="unmatched",method="GET",status="404"\\} \\d`));
    expect(body).to.include('proxie_http_requests_in_flight 1');
  });
  it('lets the place of the rate limiter turn a call away before anybody is asked who they are', async () => {
    const answer = await kernel.api.post('/v1/notes', { headers: { 'x-test': 'other' } });
    expect(answer).to.be.problem(429, 'rate_limited');
    expect(answer.headers['retry-after']).to.equal('7');
  });
  it('believes as many reverse proxies about the address of a caller as it was told, and writes with the request id', async () => {
    const tellIp: Route = {
      ...probe(() => undefined),
      handle({ ip, log, requestId }: { ip: string; log: Log; requestId: string }) {
        log.info('asked');
        return { id: requestId, text: ip };
      },
    };
    const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7', 'x-request-id': randomUUID() };
    for (const [trustProxy, ip] of [
      [0, '127.0.0.1'],
      [1, '203.0.113.7'],
      [2, '6.6.6.6'],
    ] as const) {
      const behind = await startKernel({ routes: [tellIp], config: { trustProxy }, log });
      expect((await behind.api.get('/v1/probe', { headers })).body).to.deep.equal({
        id: headers['x-request-id'],
        text: ip,
      });
      await behind.stop();
    }
    expect(lines[0]).to.include({ msg: 'asked', requestId: headers['x-request-id'] });
    expect(JSON.stringify(lines)).not.to.match(/6\.6\.6\.6|203\.0\.113/);
  });
  it('has no figures where they are switched off', async () => {
    const quiet = await startKernel({ routes: [], config: { metricsEnabled: false } });
    expect(await quiet.api.get('/metrics')).to.be.problem(404, 'not_found');
    await quiet.stop();
  });
  it('asks for secure transport only where the public address is secure', async () => {
    const secure = await startKernel({ routes: [], config: { publicUrl: 'https://proxie.example' } });
    expect((await secure.api.get('/health')).headers['strict-transport-security']).to.include('max-age=');
    expect((await kernel.api.get('/health')).headers).not.to.have.property('strict-transport-security');
    await secure.stop();
  });
});
