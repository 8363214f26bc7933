import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createLogger } from '#platform/logger.ts';
import { connectRedis, type SharedRedis } from '#platform/redis.ts';
import { ownRedis, testRedis, type TestRedis } from '#test/support/redis.ts';
import { until } from '#test/support/until.ts';
import { createInProcessLiveChannel } from './in-process.ts';
import { createLiveChannel } from './create-live-channel.ts';
import { KEPT_MS, type ClosableLiveChannel, type LiveChannel, type LiveEvent } from './live-channel.ts';

const TURN = { accountId: randomUUID(), conversationId: randomUUID() };
const part = (turnId: string, attempt: number, offset: number, text: string): LiveEvent => ({
  kind: 'stream',
  ...TURN,
  turnId,
  attempt,
  offset,
  text,
});

describe('the live channel', () => {
  const undo: (() => void)[] = [];
  afterEach(() => {
    for (const each of undo.splice(0)) each();
  });

  async function overRedis(redis: TestRedis, lines: string[] = []): Promise<ClosableLiveChannel> {
    const log = createLogger({ environment: 'test', logLevel: 'info' }, { write: (line) => void lines.push(line) });
    const config = { redis: { url: redis.url, timeoutMs: 250 } };
    const shared = (await connectRedis(config.redis, log)) as SharedRedis;
    const channel = createLiveChannel({ config, redis: shared, log });
    undo.push(() => (channel.close(), shared.close()));
    return channel;
  }

  const kinds: Record<string, () => Promise<readonly [writer: LiveChannel, reader: LiveChannel] | undefined>> = {
    'inside a process': async () => {
      const channel = createInProcessLiveChannel();
      return [channel, channel];
    },
    'through Redis': async () => {
      const redis = await testRedis();
      return redis && [await overRedis(redis), await overRedis(redis)];
    },
  };

  for (const [kind, make] of Object.entries(kinds)) {
    describe(kind, () => {
      let writer: LiveChannel;
      let reader: LiveChannel;
      beforeEach(async function () {
        const made = await make();
        if (!made) return this.skip();
        [writer, reader] = made;
      });

      it('tells every listener of every event once, in order, until it has heard enough', async () => {
        const turnId = randomUUID();
        const heard: [LiveEvent[], LiveEvent[]] = [[], []];
        const ends = heard.map((list) => reader.subscribe((event) => event.turnId === turnId && list.push(event)));
        undo.push(...ends);
        await until('the subscription', async () => {
          await writer.publish(part(turnId, 1, 0, 'a'));
          return heard[0].length > 0;
        });
        const before = heard[0].length;
        for (let offset = 1; offset < 50; offset += 1) void writer.publish(part(turnId, 1, offset, 'b'));
        await until('all', () => heard.every((list) => list.length === before + 49));
        const offsets = heard[0].slice(before).map((event) => 'offset' in event && event.offset);
        expect(offsets).to.deep.equal(Array.from({ length: 49 }, (_, index) => index + 1));
        ends[1]?.();
        await writer.publish({ kind: 'restart', ...TURN, turnId, attempt: 2 });
        await until('the restart', () => heard[0].at(-1)?.kind === 'restart');
        expect(heard[1].at(-1)?.kind).to.equal('stream');
      });

      it('keeps the text of the newest attempt, and gives what lies behind an offset', async () => {
        const turnId = randomUUID();
        for (const each of [part(turnId, 1, 0, 'old '), part(turnId, 1, 4, 'text')]) await writer.publish(each);
        expect((await reader.read(turnId, 0)).map(({ text }) => text).join('')).to.equal('old text');
        await writer.publish({ kind: 'restart', ...TURN, turnId, attempt: 2 });
        expect(await reader.read(turnId, 0), 'nothing is left of what was given up').to.deep.equal([]);
        for (const each of [part(turnId, 2, 0, 'new '), part(turnId, 2, 4, 'one')]) await writer.publish(each);
        await writer.publish(part(turnId, 1, 8, ' of a late attempt'));
        const { kind: _kind, ...kept } = part(turnId, 2, 4, 'one') as Extract<LiveEvent, { kind: 'stream' }>;
        expect(await reader.read(turnId, 4)).to.deep.equal([kept]);
        expect(await reader.read(randomUUID(), 0)).to.deep.equal([]);
      });
    });
  }

  it('forgets a turn some minutes after its last word', async () => {
    let nowMs = 0;
    const channel = createInProcessLiveChannel({ now: () => nowMs });
    const turnId = randomUUID();
    await channel.publish(part(turnId, 1, 0, 'a'));
    nowMs = KEPT_MS - 1;
    expect(await channel.read(turnId, 0)).to.have.length(1);
    nowMs = KEPT_MS;
    expect(await channel.read(turnId, 0)).to.deep.equal([]);
  });

  it('has Redis forget it, too', async function () {
    const redis = await testRedis();
    if (!redis) return this.skip();
    const channel = await overRedis(redis);
    const turnId = randomUUID();
    await channel.publish(part(turnId, 1, 0, 'a'));
    const shared = (await connectRedis(
      { url: redis.url, timeoutMs: 250 },
      createLogger({ environment: 'test', logLevel: 'silent' }),
    )) as SharedRedis;
    undo.push(() => shared.close());
    const leftMs = await shared.run((client) => client.pTTL(`proxie:live:turn:${turnId}`));
    expect(leftMs).to.be.within(1, KEPT_MS);
  });

  it('never throws while Redis is away, goes round inside its process, and says so once', async function () {
    const redis = await ownRedis();
    if (!redis) return this.skip();
    const lines: string[] = [];
    const channel = await overRedis(redis, lines);
    const heard: LiveEvent[] = [];
    undo.push(channel.subscribe((event) => heard.push(event)));
    await until('the subscription', async () => {
      await channel.publish(part(randomUUID(), 1, 0, 'before'));
      return heard.length > 0;
    });
    const turnId = randomUUID();
    const offsets = (): unknown[] =>
      heard.flatMap((each) => (each.turnId === turnId && 'offset' in each ? each.offset : []));
    await channel.publish(part(turnId, 1, 0, 'a'));
    await until('the first word', () => offsets().length === 1);
    await redis.kill();
    for (let offset = 1; offset <= 5; offset += 1) await channel.publish(part(turnId, 1, offset, 'b'));
    expect(offsets()).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect((await channel.read(turnId, 0)).map(({ text }) => text).join('')).to.equal('abbbbb');
    expect(lines.filter((line) => line.includes('this process only'))).to.have.length(1);
    await redis.restart();
    await until('Redis to carry it again', async () => {
      await channel.publish(part(randomUUID(), 1, 0, 'after'));
      return lines.some((line) => line.includes('Redis is back'));
    });
    expect(lines.join('')).not.to.include('abbbbb');
  });
});
