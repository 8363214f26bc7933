import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ProblemDocument, type ProblemCode } from '#contracts/problem.ts';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes, type Notebook } from '#test/support/notes.ts';
import { until } from '#test/support/until.ts';

const ARRIVAL = { headersMs: 150, requestMs: 300, checkMs: 25 };
const BODY = '{"text":"x"}';
const BOMB = gzipSync(Buffer.alloc(20_000_000)); // 20 kB that would be 20 MB

describe('what breaks or bends the rules of HTTP', () => {
  const notebook: Notebook = { notes: new Map(), loads: [] };
  const account = { id: randomUUID(), roles: [], status: 'active' };
  let kernel: TestKernel;
  let hurried: TestKernel;
  let post: string;

  before(async () => {
    const setup = { routes: noteRoutes(notebook), deps: notebook, ownership: NOTE_OWNERSHIP, accounts: [account] };
    kernel = await startKernel(setup);
    hurried = await startKernel({ ...setup, arrival: ARRIVAL });
    const { token } = await kernel.issueToken(account.id);
    post = `POST /v1/notes HTTP/1.1\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
  });
  after(() => Promise.all([kernel.stop(), hurried.stop()]));
  afterEach('nothing was changed, and others are served', async () => {
    expect(notebook.notes.size).to.equal(0);
    expect((await kernel.api.get('/health')).status).to.equal(200);
  });

  const connect = (to: TestKernel): net.Socket => net.connect(to.server.port, '127.0.0.1').on('error', () => undefined);
  /** Sends bytes and reads until the other side hangs up, as it must after each of them. */
  async function raw(text: string | Buffer, to = kernel): Promise<string> {
    const socket = connect(to);
    socket.write(text);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  }
  /** Expects one answer and no second one: a problem with all that every problem has. */
  function expectProblem(answer: string, status: number, code: ProblemCode, at?: string): void {
    const [head = '', body = '', ...more] = answer.split('\r\n\r\n');
    expect(more, answer).to.deep.equal([]);
    expect(head, answer).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
    const document = ProblemDocument.parse(JSON.parse(body));
    expect(document, answer).to.include({ status, code });
    if (at) expect(document.errors?.map((each) => `${each.in} ${each.path}`)).to.deep.equal([at]);
    const headers = new Map(
      head
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(': ') as [string, string]),
    );
    const value = (name: string) => [...headers].find(([each]) => each.toLowerCase() === name)?.[1];
    expect(value('content-type')).to.equal('application/problem+json; charset=utf-8');
    expect(value('content-length')).to.equal(String(Buffer.byteLength(body)));
    expect(value('connection')).to.equal('close');
    expect(document.instance).to.equal(`urn:proxie:request:${value('x-request-id')}`);
    expect(value('content-security-policy')).to.include("default-src 'none'");
    expect(value('x-content-type-options')).to.equal('nosniff');
    expect(value('cache-control')).to.equal('no-store');
  }

  const host = 'Host: a.example\r\n';
  const sized = 'Content-Length: 12\r\n';
  const malformed: Record<string, (start: string) => string> = {
    'two lengths': (start) => `${start}${host}${sized}Content-Length: 13\r\n\r\n${BODY}`,
    'the same length twice': (start) => `${start}${host}${sized}${sized}\r\n${BODY}`,
    'a list of lengths': (start) => `${start}${host}Content-Length: 12, 12\r\n\r\n${BODY}`,
    'a length and chunks': (start) => `${start}${host}${sized}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'chunks and a length': (start) => `${start}${host}Transfer-Encoding: chunked\r\n${sized}\r\n0\r\n\r\n`,
    'chunks twice': (start) =>
      `${start}${host}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'a coding after the chunks': (start) => `${start}${host}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    'a misspelt coding': (start) => `${start}${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    'a space before a colon': (start) => `${start}${host}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
    'a folded header': (start) => `${start}${host}X-A: b\r\n c\r\n\r\n`,
    'a header without a name': (start) => `${start}${host}: b\r\n\r\n`,
    'a header without a colon': (start) => `${start}${host}nonsense\r\n\r\n`,
    'a NUL in a header': (start) => `${start}${host}X-A: b\0c\r\n\r\n`,
    'a bare return in a header': (start) => `${start}${host}X-A: b\rX-C: d\r\n\r\n`,
    'a signed length': (start) => `${start}${host}Content-Length: +12\r\n\r\n${BODY}`,
    'a negative length': (start) => `${start}${host}Content-Length: -1\r\n\r\n`,
    'a length in hex': (start) => `${start}${host}Content-Length: 0xC\r\n\r\n${BODY}`,
    'a length beyond counting': (start) => `${start}${host}Content-Length: 99999999999999999999999\r\n\r\n`,
    'no length': (start) => `${start}${host}Content-Length: \r\n\r\n`,
    'a chunk of no size': (start) => `${start}${host}Transfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n`,
    'a chunk of a negative size': (start) => `${start}${host}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n`,
    'a chunk with a long extension': (start) =>
      `${start}${host}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n{\r\n0\r\n\r\n`,
    'line feeds alone': () => `GET /health HTTP/1.1\nHost: a\n\n`,
    'an unknown method': () => `BREW /health HTTP/1.1\r\n${host}\r\n`,
    'another version': () => `GET /health HTTP/9.9\r\n${host}\r\n`,
    'HTTP/2 without asking': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'a space in the address': () => `GET /a b HTTP/1.1\r\n${host}\r\n`,
    TLS: () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'a way through to somebody else': () => `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`,
  };
  for (const [name, text] of Object.entries(malformed)) {
    it(`is refused: ${name}`, async () => {
      expectProblem(await raw(text(post)), 400, 'malformed_request');
    });
  }

  const bent: Record<string, [at: string, text: (start: string) => string]> = {
    'no host': ['header /host', (start) => `${start}Connection: close\r\n\r\n`],
    'two hosts': ['header /host', (start) => `${start}${host}Host: b.example\r\nConnection: close\r\n\r\n`],
    'a host with a user': ['header /host', (start) => `${start}Host: a@b.example\r\nConnection: close\r\n\r\n`],
    'a host with spaces': ['header /host', (start) => `${start}Host: a b\r\nConnection: close\r\n\r\n`],
    'a compressed transfer': [
      'header /transfer-encoding',
      (start) => `${start}${host}Transfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`,
    ],
    'chunks in HTTP/1.0': [
      'header /transfer-encoding',
      (start) => `${start.replace('1.1', '1.0')}${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    'a body where none is taken': [
      'body ',
      () => `GET /health HTTP/1.1\r\n${host}Connection: close\r\n${sized}\r\n${BODY}`,
    ],
    'an endless body where none is taken': [
      'body ',
      () => `GET /health HTTP/1.1\r\n${host}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n`,
    ],
  };
  for (const [name, [at, text]] of Object.entries(bent)) {
    it(`is refused by its name: ${name}`, async () => {
      expectProblem(await raw(text(post)), 400, 'validation_failed', at);
    });
  }

  it('is never answered in the place of a good request that came before it', async () => {
    const answer = await raw(`${post}${host}Content-Length: 2\r\n\r\n{}nonsense\r\n\r\n`);
    expect(answer === '' || answer.includes('"/text"'), answer).to.equal(true); // its own answer or none
  });
  it('is refused: any expectation but the one that is known', async () => {
    for (const expectation of ['200-ok', '100-continue, magic', 'x'.repeat(1_000)]) {
      const answer = await raw(`${post}${host}Expect: ${expectation}\r\nConnection: close\r\n${sized}\r\n${BODY}`);
      expectProblem(answer, 417, 'expectation_failed');
    }
  });
  it('is refused: headers, an address or a query of 64 kB, and thousands of headers', async () => {
    const big = 'x'.repeat(65_536);
    for (const text of [
      `GET /health HTTP/1.1\r\n${host}X-A: ${big}\r\n\r\n`,
      `GET /health HTTP/1.1\r\n${host}Cookie: ${big}`,
      `GET /${big} HTTP/1.1\r\n${host}\r\n`,
      `GET /v1/notes?cursor=${big} HTTP/1.1\r\n${host}\r\n`,
      `GET /health HTTP/1.1\r\n${host}${'a:b\r\n'.repeat(20_000)}\r\n`,
    ]) {
      expectProblem(await raw(text), 431, 'headers_too_large');
    }
  });
  it('is refused: two types of a body, a list of types, other charsets, and every coding of it', async () => {
    const start = post.replace(/Content-Type.*\r\n/, '');
    const close = `${host}Connection: close\r\n`;
    for (const headers of [
      'Content-Type: application/json\r\nContent-Type: application/json\r\n',
      'Content-Type: application/json\r\nContent-Type: text/plain\r\n',
      'Content-Type: application/json, text/plain\r\n',
      'Content-Type: application/json; charset=utf-16\r\n',
      'Content-Type: application/json; charset=utf-8; charset=utf-7\r\n',
      'Content-Type: application/problem+json\r\n',
      'Content-Type: text/json\r\n',
      ...['gzip', 'deflate', 'br', 'zstd', 'compress', 'x-gzip', 'gzip, gzip', 'identity, gzip', 'aes128gcm'].map(
        (coding) => `Content-Type: application/json\r\nContent-Encoding: ${coding}\r\n`,
      ),
    ]) {
      const head = `${start}${close}${headers}Content-Length: ${BOMB.length}\r\n\r\n`;
      const answer = await raw(Buffer.concat([Buffer.from(head), BOMB]));
      expectProblem(answer, 415, 'unsupported_media_type');
    }
  });

  /** Sends the beginning, then one byte now and then, until the other side hangs up. */
  async function drip(begin: string, one: string): Promise<string> {
    const socket = connect(hurried);
    socket.write(begin);
    const timer = setInterval(() => socket.writable && socket.write(one), 20);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
    await until('the drip to be cut off', () => socket.closed || chunks.length > 0);
    clearInterval(timer);
    await until('the end of the connection', () => socket.closed);
    return Buffer.concat(chunks).toString();
  }

  it('is cut off with 408: headers and bodies that drip, and connections that say nothing', async () => {
    const [headers, body, chunks, silence] = await Promise.all([
      drip(`GET /health HTTP/1.1\r\n${host}`, 'X-A: b\r\n'),
      drip(`${post}${host}Content-Length: 10000\r\n\r\n{"text":"`, 'x'),
      drip(`${post}${host}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'),
      drip('', ''),
    ]);
    for (const answer of [headers, body, chunks, silence]) expectProblem(answer, 408, 'request_timeout');
  });
  it('cannot be finished after it was cut off', async () => {
    const socket = connect(hurried);
    socket.write(`${post}${host}${sized}\r\n${BODY.slice(0, -1)}`);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => {
      if (chunks.push(chunk) === 1) socket.write(BODY.slice(-1));
    });
    await until('the end of the connection', () => socket.closed);
    expectProblem(Buffer.concat(chunks).toString(), 408, 'request_timeout');
  });
  it('leaves nothing behind when its connection drops in the middle', async () => {
    const halves = [post, `${post}${host}${sized}\r\n`, `${post}${host}${sized}\r\n${BODY.slice(0, 6)}`];
    for (const half of [...halves, `${post}${host}Transfer-Encoding: chunked\r\n\r\n5\r\n{"tex`]) {
      const socket = connect(kernel);
      await new Promise((resolve) => socket.write(half, resolve));
      socket.resetAndDestroy();
    }
    const idle = /in_flight 1\n/; // the question itself
    await until('the last of them to be given up', async () =>
      idle.test((await kernel.api.get<string>('/metrics')).body),
    );
  });
});
