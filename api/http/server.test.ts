import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { expect } from 'chai';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { probe } from '#test/support/notes.ts';
import { silentLogger } from '#platform/logger.ts';
import { until } from '#test/support/until.ts';
import { startServer } from './server.ts';

const NOTE = { id: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d', text: 'x' };

describe('the server', () => {
  const kernels: TestKernel[] = [];
  afterEach(() => Promise.all(kernels.splice(0).map((kernel) => kernel.stop())));

  /** A kernel whose only route answers when it is told to. */
  async function useSlowKernel(times: { graceMs?: number; drainMs?: number } = {}) {
    const entered = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const slow = probe(async () => {
      entered.resolve();
      await finish.promise;
      return NOTE;
    });
    const kernel = await startKernel({ routes: [slow], ...times });
    kernels.push(kernel);
    return { kernel, entered: entered.promise, finish: finish.resolve };
  }

  it('lets a request in flight finish, closes its connection, and takes no new one', async () => {
    const { kernel, entered, finish } = await useSlowKernel();
    const slow = kernel.api.get('/v1/probe');
    await entered;
    const stopped = kernel.stop();
    expect(await kernel.api.get('/health').catch((error: Error) => error.name)).to.equal('TypeError');
    finish();
    const answer = await slow;
    expect(answer).to.deep.include({ status: 200, body: NOTE });
    expect(answer.headers.connection).to.equal('close');
    await stopped;
  });
  it('hangs up behind a stream that it ends when it stops, so that nobody comes again on its connection', async () => {
    const streams: http.ServerResponse[] = [];
    const closing = Promise.withResolvers<void>();
    const server = await startServer(
      (_req, res) => void streams.push(res.writeHead(200).on('error', () => undefined)),
      {
        host: '127.0.0.1',
        port: 0,
        publicUrl: 'http://127.0.0.1',
        log: silentLogger,
        onClosing: () => closing.promise,
      },
    );
    const agent = new http.Agent({ keepAlive: true });
    const request = http.get(`http://127.0.0.1:${server.port}/`, { agent });
    await once(request, 'socket');
    await until('the stream to be open', () => streams.length === 1);
    streams[0]?.write('retry: 1000\n\n');
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    expect(response.headers.connection, 'as a client expects to use it again').to.equal('keep-alive');
    const { socket } = response; // the response lets go of it at its end
    const stopped = server.stop();
    try {
      streams[0]?.end();
      await response.resume().toArray();
      await until('the end of the connection', () => socket.destroyed);
    } finally {
      closing.resolve();
      agent.destroy();
      await stopped;
    }
  });
  it('says at once that it is not ready, while it still answers', async () => {
    const { kernel } = await useSlowKernel({ drainMs: 200 });
    expect((await kernel.api.get('/ready')).status).to.equal(200);
    const stopped = kernel.stop();
    const answer = await kernel.api.get('/ready');
    expect(answer.status).to.equal(503);
    expect(answer.body.status).to.equal('stopping');
    await stopped;
  });
  it('hangs up on connections that only wait, used or not', async () => {
    const { kernel } = await useSlowKernel({ graceMs: 60_000 });
    const agent = new http.Agent({ keepAlive: true });
    const request = http.get(`${kernel.url}/health`, { agent });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    await response.resume().toArray();
    const silent = net.connect(kernel.server.port, '127.0.0.1').resume();
    await once(silent, 'connect');
    await kernel.stop();
    agent.destroy();
    silent.destroy();
  });
  it('cuts off what does not finish in its time', async () => {
    const { kernel, entered, finish } = await useSlowKernel({ graceMs: 20 });
    const slow = kernel.api.get('/v1/probe').catch((error: Error) => error.name);
    await entered;
    await kernel.stop();
    expect(await slow).to.equal('TypeError');
    finish();
  });
  it('stops once, however often it is told to', async () => {
    const { kernel } = await useSlowKernel();
    await Promise.all([kernel.stop(), kernel.stop()]);
    await kernel.stop();
  });
  it('says that its port is taken', async () => {
    const { kernel } = await useSlowKernel();
    const second = startServer(() => undefined, {
      host: '127.0.0.1',
      port: kernel.server.port,
      publicUrl: kernel.url,
      log: silentLogger,
    });
    expect(await second.catch((error: NodeJS.ErrnoException) => error.code)).to.equal('EADDRINUSE');
  });
  it('answers with a problem even what is no HTTP', async () => {
    const { kernel } = await useSlowKernel();
    const socket = net.connect(kernel.server.port, '127.0.0.1');
    socket.end('HELLO\r\n\r\n');
    const answer = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
    expect(answer).to.match(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).to.include({ status: 400, code: 'malformed_request' });
  });
});
