import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { ownRedis, type TestRedis } from '#test/support/redis.ts';
import { until } from '#test/support/until.ts';
import { createRedisAdapter } from './redis-adapter.ts';

/** The adapter's first connection, the one that reads, and the one that subscribes. */
const CONNECTIONS = 3;

describe('the Redis adapter of sockets', () => {
  let redis: TestRedis;
  let observer: ReturnType<typeof createClient>;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);

  before(async function () {
    const started = await ownRedis();
    if (!started) return this.skip();
    redis = started;
    observer = createClient({ url: redis.url });
    observer.on('error', () => undefined);
    await observer.connect();
    process.on('unhandledRejection', note);
  });
  after(async () => {
    process.off('unhandledRejection', note);
    observer?.destroy();
    await redis?.stop();
  });

  const subscribers = async (): Promise<number> => (await observer.pubSubChannels('proxie:sockets#*')).length;

  /** An adapter whose subscription has been sent and is not answered. */
  async function subscribing() {
    const shared = createRedisAdapter(redis.url);
    const others = 1;
    await until('all connections', async () => (await observer.clientList()).length === CONNECTIONS + others);
    await observer.sendCommand(['CLIENT', 'PAUSE', '600000', 'ALL']);
    new Server({ adapter: shared.adapter });
    await turn();
    return shared;
  }

  it('is closed in the middle of a subscription without an error that nobody catches', async () => {
    const shared = await subscribing();
    shared.close();
    await turn();
    await redis.restart();
    await until('Redis to be back', () => observer.isReady);
    expect(unhandled).to.deep.equal([]);
  });

  it('subscribes again when Redis ends in the middle of a subscription', async () => {
    const shared = await subscribing();
    await redis.restart();
    await until('a subscription', async () => observer.isReady && (await subscribers()) > 0);
    shared.close();
    await turn();
    expect(unhandled).to.deep.equal([]);
  });
});
