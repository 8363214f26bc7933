import { once } from 'node:events';
import net from 'node:net';
import { expect } from 'chai';
import { z } from 'zod';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { probe } from '#test/support/notes.ts';
import { until } from '#test/support/until.ts';
import { fixedReply } from './fixed-reply.ts';
import { route } from './route.ts';

const NOTE = { id: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d', text: 'x' };
const AT_ONCE = 4;
const LARGE = Buffer.alloc(32_000_000);

describe('a server whose callers ask for more than they take', () => {
  let kernel: TestKernel;
  const sockets: net.Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await kernel.stop();
  });

  function connect(): net.Socket {
    const socket = net.connect(kernel.server.port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    return socket;
  }
  const asked = (path: string, extra = ''): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${extra}\r\n`;
  const connections = (): Promise<number> =>
    new Promise((resolve) => kernel.server.server.getConnections((_error, count) => resolve(count)));

  /** A kernel whose only route counts how many are in it, and lets them go one by one. */
  async function useGate() {
    const gates: (() => void)[] = [];
    const seen = { entered: 0, parsed: 0, answered: 0, most: 0 };
    let inside = 0;
    const slow = probe(async () => {
      seen.entered += 1;
      seen.most = Math.max(seen.most, (inside += 1));
      await new Promise<void>((resolve) => gates.push(resolve));
      inside -= 1;
      return NOTE;
    });
    kernel = await startKernel({ routes: [slow] });
    kernel.server.server.on('request', (_req, res) => {
      seen.parsed += 1;
      res.once('close', () => (seen.answered += 1));
    });
    return { gates, seen };
  }

  it('carries out few requests of one connection at a time, and answers all of them', async () => {
    const { gates, seen } = await useGate();
    const socket = connect();
    let answers = 0;
    socket.on('data', (chunk: Buffer) => (answers += chunk.toString().split('HTTP/1.1 200 ').length - 1));
    socket.write(asked('/v1/probe').repeat(60));
    while (answers < 60) {
      await until('requests inside', () => gates.length > 0 || answers === 60);
      gates.shift()?.();
    }
    expect([seen.entered, seen.most]).to.deep.equal([60, AT_ONCE]);
  });
  it('reads nothing more of a connection while its requests wait', async () => {
    const { gates, seen } = await useGate();
    const socket = connect();
    const large = asked('/v1/probe', `X-Large: ${'x'.repeat(8_000)}\r\n`); // eight of them are a packet of the server
    socket.resume().write(large.repeat(200));
    let mostAhead = 0;
    while (seen.answered < 200) {
      await until('requests inside', () => gates.length > 0 || seen.answered === 200);
      mostAhead = Math.max(mostAhead, seen.parsed - seen.answered);
      gates.shift()?.();
    }
    expect(mostAhead).to.be.within(AT_ONCE, AT_ONCE + 16);
  });
  it('cuts off a connection that sends hundreds ahead, and carries out nothing more of it', async () => {
    const { gates, seen } = await useGate();
    const socket = connect();
    socket.resume().write(asked('/v1/probe').repeat(500));
    await once(socket, 'close');
    expect(seen.entered).to.be.at.most(AT_ONCE);
    const others = kernel.api.get('/health');
    expect((await others).status).to.equal(200);
    for (const open of gates) open();
    await until('nobody to be left', async () =>
      (await kernel.api.get<string>('/metrics')).body.includes('in_flight 1\n'),
    );
    expect(seen.entered).to.be.at.most(AT_ONCE);
  });

  const download = route({
    operationId: 'download',
    tags: ['notes'],
    summary: 'Get much',
    description: 'For the tests.',
    method: 'get',
    path: '/v1/download',
    access: 'public',
    rateClass: 'documents',
    idempotency: 'none',
    success: { status: 200, contentType: 'application/octet-stream', schema: z.instanceof(Uint8Array) },
    problems: [],
    handle: (() => {
      const reply = fixedReply(LARGE);
      return () => reply;
    })(),
  });

  it('gives up answers that nobody reads, however busily their caller goes on asking', async () => {
    kernel = await startKernel({ routes: [download], reading: { checkMs: 10, looks: 3 } });
    const silent = Array.from({ length: 20 }, () => connect().pause());
    for (const socket of silent) socket.write(asked('/v1/download'));
    const talkative = setInterval(() => silent[0]?.write(asked('/health')), 5);
    await until('all of them to be cut off', async () => (await connections()) === 0);
    clearInterval(talkative);
    expect((await kernel.api.get('/health')).status).to.equal(200);
  });
  it('leaves callers alone who wait for an answer, or read one slowly', async () => {
    const wait = Promise.withResolvers<void>();
    const slow = probe(async () => {
      await wait.promise;
      return NOTE;
    });
    kernel = await startKernel({ routes: [download, slow], reading: { checkMs: 50, looks: 20 } });
    const waiting = connect();
    waiting.write(asked('/v1/probe'));
    const reader = connect();
    reader.write(asked('/v1/download'));
    let read = 0;
    reader.on('data', (chunk: Buffer) => {
      read += chunk.length;
      reader.pause();
      setTimeout(() => reader.resume(), 1);
    });
    const silent = connect().pause();
    silent.write(asked('/v1/download'));
    await until('the slow reader to be done', () => read >= LARGE.length);
    await until('the silent one to be cut off', async () => (await connections()) === 2);
    wait.resolve();
    const [answer] = (await once(waiting, 'data')) as [Buffer];
    expect(answer.toString()).to.match(/^HTTP\/1\.1 200 /);
  });
});
