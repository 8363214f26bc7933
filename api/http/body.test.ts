import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes } from '#test/support/notes.ts';

const LIMIT = 100_000;

describe('request bodies', () => {
  const notebook = { notes: new Map(), loads: [] };
  const account = { id: randomUUID(), roles: [], status: 'active' };
  let kernel: TestKernel;
  let as: string;

  before(async () => {
    kernel = await startKernel({
      routes: noteRoutes(notebook),
      deps: notebook,
      ownership: NOTE_OWNERSHIP,
      accounts: [account],
    });
    as = (await kernel.issueToken(account.id)).token;
  });
  after(() => kernel.stop());

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    kernel.api.post('/v1/notes', { as, body, headers });
  const bodyOf = (bytes: number): string => JSON.stringify({ text: 'x'.repeat(bytes - 11) });
  const chunked = (text: string): ReadableStream => new Blob([text]).stream();

  it('takes a body of exactly the limit, whole or in chunks', async () => {
    expect(Buffer.byteLength(bodyOf(LIMIT))).to.equal(LIMIT);
    expect((await post(bodyOf(LIMIT))).status).to.equal(201);
    expect((await post(chunked(bodyOf(LIMIT)))).status).to.equal(201);
  });
  it('refuses one byte more with 413, whole or in chunks', async () => {
    expect(await post(bodyOf(LIMIT + 1))).to.be.problem(413, 'payload_too_large');
    expect(await post(chunked(bodyOf(LIMIT + 1)))).to.be.problem(413, 'payload_too_large');
  });
  it('counts bytes and not characters', async () => {
    expect(await post(JSON.stringify({ text: 'ä'.repeat(LIMIT / 2) }))).to.be.problem(413, 'payload_too_large');
  });
  it('answers an endless body without waiting for its end, and hangs up', async () => {
    const request = http.request(new URL('/v1/notes', kernel.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    });
    request.on('error', () => undefined); // the other side may hang up while we still send
    const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
    const piece = 'x'.repeat(64 * 1024);
    const send = (): void => void (request.destroyed || request.write(piece, () => void setImmediate().then(send)));
    send();
    const [response] = await answered;
    request.destroy();
    expect(response.statusCode).to.equal(413);
    expect(response.headers.connection).to.equal('close');
  });
  it('refuses a huge declared body before it comes', async () => {
    const request = http.request(new URL('/v1/notes', kernel.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', 'content-length': '5000000000' },
    });
    request.flushHeaders();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    request.destroy();
    expect(response.statusCode).to.equal(413);
  });
  it('asks a sender that waits for it to go on only when it wants the body', async () => {
    const ask = (token: string): http.ClientRequest =>
      http.request(new URL('/v1/notes', kernel.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', expect: '100-continue' },
      });
    const welcome = ask(as);
    welcome.flushHeaders();
    await once(welcome, 'continue');
    welcome.end('{"text":"x"}');
    expect(((await once(welcome, 'response')) as [http.IncomingMessage])[0].statusCode).to.equal(201);

    const unwelcome = ask('bad');
    unwelcome.flushHeaders();
    unwelcome.on('continue', () => expect.fail('asked for the body of a stranger'));
    expect(((await once(unwelcome, 'response')) as [http.IncomingMessage])[0].statusCode).to.equal(401);
    unwelcome.destroy();
  });
  it('refuses other media types, a missing one and compression with 415', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonx',
      'application/json; charset=latin1',
      '',
    ]) {
      expect(await post('{"text":"x"}', { 'content-type': type }), type).to.be.problem(415, 'unsupported_media_type');
    }
    const compressed = await post(gzipSync('{"text":"x"}'), { 'content-encoding': 'gzip' });
    expect(compressed).to.be.problem(415, 'unsupported_media_type');
  });
  it('takes JSON however its type is spelt', async () => {
    for (const type of [
      'application/json',
      'Application/JSON',
      'application/json;charset=UTF-8',
      'application/json; charset="utf-8"',
    ]) {
      expect((await post('{"text":"x"}', { 'content-type': type })).status, type).to.equal(201);
    }
  });
  it('refuses what is not JSON in UTF-8 with 400', async () => {
    for (const body of ['{', '{"text":"x"}}', "{'text':1}", ' ', '\u{FEFF}{}', Buffer.from([0x22, 0xff, 0x22])]) {
      expect(await post(body), String(body)).to.be.problem(400, 'malformed_request');
    }
  });
  it('refuses a name that stands twice in an object, by its place', async () => {
    const answer = await post('{"text":"x","a/b":{"~":1,"~":2}}');
    expect(answer).to.be.problem(400, 'validation_failed');
    expect(answer.body.errors).to.deep.equal([{ in: 'body', path: '/a~1b/~0', message: 'is named twice' }]);
    expect((await post(String.raw`{"text":"x","te\u0078t":"y"}`)).body.errors[0].path).to.equal('/text');
  });
  it('survives a body that is nested as deeply as it can be', async () => {
    const depth = LIMIT / 2 - 100;
    const answer = await post(`${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`);
    expect(answer).to.be.problem(400, 'validation_failed');
  });
  it('survives a sender that hangs up in the middle', async () => {
    const request = http.request(new URL('/v1/notes', kernel.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', expect: '100-continue' },
    });
    request.on('error', () => undefined);
    request.flushHeaders();
    await once(request, 'continue');
    request.destroy();
    const inFlight = /in_flight 1\n/;
    while (!inFlight.test((await kernel.api.get<string>('/metrics')).body)) await setImmediate();
    expect((await post('{"text":"x"}')).status).to.equal(201);
  });
  it('keeps the connection for the next request after a refusal', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const send = async (body: string): Promise<[number | undefined, unknown]> => {
      const request = http.request(new URL('/v1/notes', kernel.url), {
        agent,
        method: 'POST',
        headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      });
      request.end(body);
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      await response.resume().toArray();
      return [response.statusCode, request.socket];
    };
    const [refused, first] = await send(bodyOf(LIMIT * 5));
    const [accepted, second] = await send('{"text":"x"}');
    agent.destroy();
    expect([refused, accepted]).to.deep.equal([413, 201]);
    expect(second).to.equal(first);
  });
});
