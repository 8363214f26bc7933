import { randomUUID } from 'node:crypto';
import net from 'node:net';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { testEnvironment } from '#test/support/config.ts';
import { client, type TestClient } from '#test/support/http.ts';
import { startNode, type TestProcess } from '#test/support/processes.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { forEach } from './authorization/cells.ts';

interface Memory {
  readonly heapUsed: number;
  readonly rss: number;
  readonly notes: number;
}

const MIB = 1_048_576;
const WARM_UP = 8; // rounds of 8 attacks of each kind
const { attackRounds: ROUNDS } = sizeOf('bad-input');
const BOMB = gzipSync(Buffer.alloc(50_000_000));
const names = (count: number, name: (n: number) => string): string =>
  `{${Array.from({ length: count }, (_, n) => `"${name(n)}":0`).join()}}`;

describe('an API under attack', function () {
  this.timeout(limitMs('bad-input'));
  let target: TestProcess;
  let api: TestClient;
  let port: number;
  let start: string;

  before(async () => {
    const file = path.join(PROJECT_DIR, 'test/security/bad-input-target.ts');
    target = startNode(['--expose-gc', file], testEnvironment());
    await target.said(' .\n');
    const { url, token } = JSON.parse(/ready (.*) \./.exec(target.stdout())?.[1] ?? '') as {
      url: string;
      token: string;
    };
    api = client(url);
    port = Number(new URL(url).port);
    start = `POST /v1/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
  });
  after(async () => {
    target.child.kill('SIGTERM');
    await target.ended();
  });

  /** The least of a few looks: buffers are given back a little later than they are dropped. */
  async function memory(): Promise<Memory> {
    const looks: Memory[] = [];
    while (looks.length < 5) {
      looks.push(JSON.parse((await api.get<{ text: string }>('/v1/probe')).body.text) as Memory);
    }
    return looks.toSorted((a, b) => a.heapUsed - b.heapUsed)[0]!;
  }
  /** Sends bytes, and answers the status that came back; 0 for none. The connection is not kept. */
  function raw(text: string | Buffer, hangUp = false): Promise<number> {
    return new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString('latin1');
        if (answer.includes('\r\n\r\n')) socket.destroy();
      });
      socket.on('error', () => undefined).on('close', () => resolve(Number(answer.slice(9, 12))));
      socket.write(text, () => hangUp && socket.resetAndDestroy());
    });
  }
  const body = (text: string, headers = ''): string =>
    `${start}${headers}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

  /** Every kind of attack with the status that it must meet. */
  const ATTACKS: readonly [name: string, status: number, attack: () => Promise<number>][] = [
    ['nested as deeply as it can be', 400, () => raw(body('['.repeat(49_000) + ']'.repeat(49_000)))],
    ['thousands of names', 400, () => raw(body(names(6_000, (n) => `${randomUUID().slice(0, 4)}${n}`)))],
    ['one name ten thousand times', 400, () => raw(body(names(10_000, () => 'text')))],
    ['a long array', 400, () => raw(body(`{"text":[${'0,'.repeat(45_000)}0]}`))],
    ['a body of megabytes', 413, () => raw(body('x'.repeat(900_000)))],
    [
      'chunks without end',
      413,
      () => raw(`${start}Transfer-Encoding: chunked\r\n\r\n${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(20)}`),
    ],
    [
      'a bomb',
      415,
      () =>
        raw(
          Buffer.concat([
            Buffer.from(`${start}Content-Encoding: gzip\r\nContent-Length: ${BOMB.length}\r\n\r\n`),
            BOMB,
          ]),
        ),
    ],
    ['headers of 64 kB', 431, () => raw(`GET /health HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(65_536)}\r\n\r\n`)],
    [
      'another token each time',
      401,
      () => raw(start.replace(/Bearer .*\r\n/, `Bearer ${randomUUID()}\r\n`) + 'Content-Length: 0\r\n\r\n'),
    ],
    [
      'another path each time',
      404,
      () => raw(`GET /${randomUUID()} HTTP/1.1\r\nHost: ${randomUUID()}\r\nX-Request-Id: ${randomUUID()}\r\n\r\n`),
    ],
    ['no HTTP', 400, () => raw(`${randomUUID()}\r\n\r\n`)],
    ['a thousand parameters', 400, () => raw(`GET /v1/notes?${'a=1&'.repeat(3_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)],
    ['gone in the middle', 0, () => raw(`${start}Content-Length: 90000\r\n\r\n${'x'.repeat(50_000)}`, true)],
  ];

  async function attack(rounds: number): Promise<string[]> {
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, expected, once] of ATTACKS) {
        const statuses = await forEach(Array.from({ length: 8 }), once);
        wrong.push(...statuses.filter((status) => status !== expected).map((status) => `${name}: ${status}`));
      }
    }
    return wrong;
  }

  it('answers each attack as it must, others as ever, and needs no more memory than before', async () => {
    expect(await attack(WARM_UP)).to.deep.equal([]); // what is made once is made now
    const before = await memory();
    const others: number[] = [];
    let isOver = false;
    const neighbour = (async () => {
      for (; !isOver; await setImmediate()) others.push((await api.get('/health')).status);
    })();
    const wrong = await attack(ROUNDS);
    isOver = true;
    await neighbour;
    const after = await memory();
    expect(wrong).to.deep.equal([]);
    expect(new Set(others)).to.deep.equal(new Set([200]));
    expect(others.length).to.be.greaterThan(ROUNDS);
    expect(after.notes, 'notes written').to.equal(0);
    const grown = { heap: (after.heapUsed - before.heapUsed) / MIB, rss: (after.rss - before.rss) / MIB };
    expect(grown.heap, `MiB of heap after ${ROUNDS * ATTACKS.length * 8} attacks`).to.be.lessThan(6);
    // The allocator keeps what a burst has needed once; over ten thousand attacks it levels off far below this.
    expect(grown.rss, 'MiB of the process').to.be.lessThan(200);
  });

  it('holds hundreds of dripping connections without keeping others waiting', async () => {
    const sockets = Array.from({ length: 300 }, () => net.connect(port, '127.0.0.1').on('error', () => undefined));
    const answers = sockets.map(
      (socket) =>
        new Promise<string>((resolve) =>
          socket.once('data', (chunk: Buffer) => resolve(chunk.toString())).once('close', () => resolve('')),
        ),
    );
    for (const socket of sockets) socket.write(`${start}Content-Length: 5000\r\n\r\n{`);
    const timer = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write(' ')), 50);
    const waits: number[] = [];
    const all = Promise.all(answers).finally(() => clearInterval(timer));
    let isOver = false;
    void all.then(() => (isOver = true));
    while (!isOver) waits.push((await api.get('/health')).status);
    expect(new Set(waits)).to.deep.equal(new Set([200]));
    expect((await all).filter((answer) => !answer.startsWith('HTTP/1.1 408 '))).to.deep.equal([]);
  });
});
