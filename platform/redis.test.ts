import { expect } from 'chai';
import { ErrorReply } from 'redis';
import { ownRedis, type TestRedis } from '#test/support/redis.ts';
import { stall } from '#test/support/stall.ts';
import { until } from '#test/support/until.ts';
import { silentLogger, type Log } from './logger.ts';
import { connectRedis, RedisUnavailable, type SharedRedis } from './redis.ts';

describe('connectRedis', () => {
  const lines: string[] = [];
  const line = (_fields: unknown, message?: string): void => void lines.push(message ?? '');
  const log = { ...silentLogger, warn: line, info: (text: string) => lines.push(text) } as unknown as Log;
  let server: TestRedis;
  let redis: SharedRedis;

  before(async function () {
    const started = await ownRedis();
    if (!started) return this.skip();
    server = started;
  });
  beforeEach(async () => {
    lines.length = 0;
    redis = await connectTo(server.url);
  });
  afterEach(() => redis?.close());
  after(() => server?.stop());

  const connectTo = async (url: string, timeoutMs = 500, silenceMs?: number): Promise<SharedRedis> => {
    const connected = await connectRedis({ url, timeoutMs }, log, silenceMs);
    if (!connected) throw new Error('nothing was connected');
    return connected;
  };
  const ping = (): Promise<string> => redis.run((client) => client.ping());
  const outcome = (): Promise<unknown> => ping().catch((error: unknown) => error);
  const isBack = (): Promise<true> => until('Redis to be back', () => redis.isUp());

  it('answers nothing when no Redis is configured', async () => {
    expect(await connectRedis({ url: undefined, timeoutMs: 100 }, log)).to.equal(undefined);
  });

  it('is connected when it is handed over, and says nothing about it', async () => {
    expect(redis.isUp()).to.equal(true);
    expect(await ping()).to.equal('PONG');
    expect(lines).to.deep.equal([]);
  });

  it('passes on what Redis refuses, and stays up', async () => {
    const refused = await redis.run((client) => client.sendCommand(['NOSUCH'])).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ErrorReply);
    expect(redis.isUp()).to.equal(true);
  });

  it('gives up a Redis that does not answer once, refuses at once from then on, and comes back by itself', async () => {
    server.pause();
    try {
      expect(await outcome())
        .to.be.instanceOf(RedisUnavailable)
        .with.property('message', 'Redis did not answer within 500 ms');
      let isSent = false;
      const send = (): Promise<never> => ((isSent = true), Promise.reject(new Error('must not be sent')));
      expect(await redis.run(send).catch((error: unknown) => error)).to.be.instanceOf(RedisUnavailable);
      expect(isSent).to.equal(false);
      expect(lines).to.deep.equal(['Redis cannot be used; this process goes on without it']);
    } finally {
      server.resume();
    }
    await isBack();
    expect(await ping()).to.equal('PONG');
    expect(lines).to.deep.equal(['Redis cannot be used; this process goes on without it', 'Redis is back']);
  });

  it('comes back by a late refusal, too', async () => {
    server.pause();
    const late = redis.run((client) => client.sendCommand(['NOSUCH'])).catch((error: unknown) => error);
    try {
      expect(await late).to.be.instanceOf(RedisUnavailable);
    } finally {
      server.resume();
    }
    await isBack();
    expect(await ping()).to.equal('PONG');
  });

  const id = (): Promise<number> => redis.run((client) => client.clientId());

  it('hangs up on a Redis that is silent for long, and finds it again', async () => {
    redis.close();
    redis = await connectTo(server.url, 500, 1_500);
    const client = await redis.run((connection) => Promise.resolve(connection));
    const before = await id();
    server.pause();
    try {
      await outcome();
      await until('the connection to be given up', () => !client.isReady);
    } finally {
      server.resume();
    }
    await isBack();
    expect(await id()).to.be.greaterThan(before);
    expect(await ping()).to.equal('PONG');
  });

  it('takes no stall of its own process for a Redis that is slow or silent', async () => {
    redis.close();
    redis = await connectTo(server.url, 100, 1_500);
    const before = await id();
    for (const timeMs of [300, 300, 300, 2_000, 300]) {
      const asked = [ping(), ping()];
      await new Promise(setImmediate); // some of them are sent, some have come back
      asked.push(ping());
      stall(timeMs);
      asked.push(ping());
      expect(await Promise.all(asked)).to.deep.equal(['PONG', 'PONG', 'PONG', 'PONG']);
    }
    expect(await id(), 'the same connection').to.equal(before);
    expect(lines).to.deep.equal([]);
  });

  for (const fault of ['kill', 'stop'] as const) {
    it(`goes on without a Redis that was told to ${fault}, and says so once however many ask`, async () => {
      const asked = Array.from({ length: 10 }, outcome);
      await server[fault]();
      await Promise.all(asked);
      await until('the loss to be noticed', () => !redis.isUp());
      for (const failed of await Promise.all(Array.from({ length: 10 }, outcome))) {
        expect(failed).to.be.instanceOf(RedisUnavailable);
      }
      await server.restart();
      await isBack();
      expect(await ping()).to.equal('PONG');
      expect(lines).to.deep.equal(['Redis cannot be used; this process goes on without it', 'Redis is back']);
    });
  }

  it('is handed over although nothing listens, and finds a Redis that comes later', async () => {
    redis.close();
    await server.stop();
    redis = await connectTo(server.url);
    expect(redis.isUp()).to.equal(false);
    expect(await outcome()).to.be.instanceOf(RedisUnavailable);
    await server.restart();
    await isBack();
    expect(lines).to.deep.equal(['Redis cannot be used; this process goes on without it', 'Redis is back']);
  });

  it('hangs up on a paused Redis without waiting, and says nothing more', async () => {
    server.pause();
    try {
      const waiting = outcome();
      redis.close();
      expect(await waiting).to.be.instanceOf(RedisUnavailable);
      expect(await outcome()).to.be.instanceOf(RedisUnavailable);
      expect(lines).to.deep.equal([]);
    } finally {
      server.resume();
    }
  });
});
