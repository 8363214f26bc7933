import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createLiveChannel } from '#platform/live/create-live-channel.ts';
import type { ClosableLiveChannel } from '#platform/live/live-channel.ts';
import { connectRedis, type SharedRedis } from '#platform/redis.ts';
import { silentLogger } from '#platform/logger.ts';
import { followFeed, upTo } from '#test/support/feed-client.ts';
import { ask, entriesOf, resume, useLive } from '#test/support/live.ts';
import { startProcess, type NodeProcess } from '#test/support/node-process.ts';
import { ownPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { ownRedis, type TestRedis } from '#test/support/redis.ts';
import { testEnvironment } from '#test/support/config.ts';
import { openSse } from '#test/support/sse.ts';
import { until } from '#test/support/until.ts';

describe('what stays open, over two processes with Redis', () => {
  let redis: TestRedis | undefined;
  let postgres: TestPostgres;
  let second: NodeProcess;
  let secondUrl: string;
  let shared: SharedRedis;
  let worker: ClosableLiveChannel;

  before(async function () {
    redis = await ownRedis();
    if (!redis) this.skip();
    postgres = await ownPostgres();
  });
  const live = useLive({
    settings: () => ({ REDIS_URL: redis?.url ?? '' }),
    postgres: async () => postgres,
  });
  before(async () => {
    const config = { redis: { url: redis?.url, timeoutMs: 250 } };
    shared = (await connectRedis(config.redis, silentLogger)) as SharedRedis;
    worker = createLiveChannel({ config, redis: shared, log: silentLogger });
    second = await startSecond();
  });
  after(async () => {
    worker?.close();
    shared?.close();
    await second?.kill();
  });

  async function startSecond(): Promise<NodeProcess> {
    const started = await startProcess('api', testEnvironment({ ...live.env, LOG_LEVEL: 'info' }), 'the API listens');
    secondUrl = /http:\/\/127\.0\.0\.1:\d+/.exec(started.output())?.[0] ?? '';
    return started;
  }

  const part = (accountId: string, turnId: string, offset: number, text: string) =>
    ({ kind: 'stream', accountId, turnId, conversationId: turnId, attempt: 1, offset, text }) as const;

  it('pushes at each of them what was committed through the other', async () => {
    const ann = await live.person();
    const [here, there] = [await live.connect(ann), await live.connect(ann, secondUrl)];
    const [entriesHere, entriesThere] = [entriesOf(here), entriesOf(there)];
    await Promise.all([resume(here), resume(there)]);
    const message = { role: 'consumer', message: 'hello' };
    for (const socket of [here, there]) {
      const answer = await ask(socket, 'chat:message', { key: randomUUID(), message });
      expect(answer.ok).to.equal(true);
    }
    await live.commit(ann, ann);
    await until('both', () => [entriesHere, entriesThere].every((entries) => entries.at(-1)?.seq === 2));
    expect(entriesHere).to.deep.equal(entriesThere);
  });

  it('shows that somebody writes, and what is being written, wherever the reader is connected', async () => {
    const ann = await live.person();
    const [here, there] = [await live.connect(ann), await live.connect(ann, secondUrl)];
    const heard: unknown[] = [];
    there.on('chat:typing', (typing: unknown) => heard.push(typing));
    const typing = { conversationId: randomUUID(), isTyping: true };
    await until('the other process', async () => {
      await ask(here, 'chat:typing', typing); // what was sent before the processes knew of each other is gone
      return heard.length > 0;
    });
    expect(heard[0]).to.deep.equal(typing);
    const texts: Record<string, string> = { here: '', there: '' };
    for (const [name, socket] of Object.entries({ here, there })) {
      socket.on('chat:stream', ({ offset, text }: { offset: number; text: string }) => {
        expect(offset).to.equal(texts[name]?.length);
        texts[name] += text;
      });
    }
    const turnId = randomUUID();
    for (const [index, text] of ['There ', 'are ', 'two.'].entries()) {
      await worker.publish(part(ann.accountId, turnId, ['', 'There ', 'There are '][index]!.length, text));
    }
    await until('the whole text', () => Object.values(texts).every((text) => text === 'There are two.'));
  });

  it('serves on while Redis is paused and after it was restarted, each process its own sockets', async () => {
    const ann = await live.person();
    const [here, other, there] = [await live.connect(ann), await live.connect(ann), await live.connect(ann, secondUrl)];
    const entries = [entriesOf(here), entriesOf(there)];
    await Promise.all([resume(here), resume(there)]);
    const typed: unknown[] = [];
    other.on('chat:typing', () => typed.push(1));
    redis?.pause();
    try {
      await live.commit(ann);
      await until('an entry at both', () => entries.every((each) => each.length === 1));
      const typing = { conversationId: randomUUID(), isTyping: true };
      await until('the device at the same process', async () => {
        await ask(here, 'chat:typing', typing);
        return typed.length > 0;
      });
      const late = await live.connect(ann);
      expect(await ask(late, 'feed:resume', {})).to.include({ ok: true });
      expect((await live.api.get('/v1/events', { as: ann })).status).to.equal(200);
    } finally {
      redis?.resume();
    }
    await redis?.restart();
    await live.commit(ann);
    await until('an entry at both', () => entries.every((each) => each.length === 2));
    const texts: string[] = [];
    there.on('chat:stream', ({ text }: { text: string }) => texts.push(text));
    await until('texts to arrive again', async () => {
      // A turn of its own each time: one whose beginning was lost is not shown any more until its answer is there.
      await worker.publish(part(ann.accountId, randomUUID(), 0, 'x'));
      return texts.length > 0;
    });
    expect(here.connected && there.connected).to.equal(true);
  });

  it('goes on by itself after Postgres was restarted: sockets stay, and nothing is lost or repeated', async () => {
    const ann = await live.person();
    const bob = await live.person();
    const client = followFeed(live.socket(ann, secondUrl, { reconnectionDelay: 20, reconnectionDelayMax: 200 }));
    await until('it to be let in', () => client.resumed() === 1);
    const stream = await openSse(live.url, bob, { query: '?after=0' });
    await live.commit(ann, bob);
    await until('the first entry', () => client.seqs.length === 1 && stream.items.length === 1);
    await postgres.restart();
    const insist = async (): Promise<boolean> =>
      live.commit(ann, bob, ann, bob).then(
        () => true,
        () => false,
      );
    await until('Postgres to take a commit', insist);
    await until('the next entries', () => client.seqs.length === 3 && stream.items.length === 3);
    expect(client.seqs).to.deep.equal(upTo(3));
    expect(stream.items.map(({ seq }) => seq)).to.deep.equal(upTo(3));
    expect(client.resumed(), 'the connection was never lost').to.equal(1);
    expect(stream.isOver()).to.equal(false);
    stream.close();
  });

  it('sends everybody elsewhere when its process is told to stop, which then ends in peace', async () => {
    const ann = await live.person();
    const socket = await live.connect(ann, secondUrl);
    await resume(socket);
    const reasons: string[] = [];
    socket.on('disconnect', (reason) => reasons.push(reason));
    const stream = await openSse(secondUrl, ann, { query: '?after=0' });
    socket.io.reconnection(false);
    const code = second.stop();
    await until('both to be sent away', () => reasons.length === 1 && stream.isOver());
    expect(reasons, 'a reason after which a client connects again').to.deep.equal(['transport close']);
    expect(await code).to.equal(0);
    await live.commit(ann);
    const elsewhere = followFeed(live.socket(ann));
    await until('what it missed', () => elsewhere.seqs.length === 1);
    second = await startSecond();
  });

  it('ends with its process killed, and a client finds everything at another one', async () => {
    const ann = await live.person();
    const client = followFeed(live.socket(ann, secondUrl, { reconnection: false }));
    await live.commit(ann, ann);
    await until('two entries', () => client.seqs.length === 2);
    await second.kill();
    await live.commit(ann, ann);
    const socket = await live.connect(ann);
    const entries = entriesOf(socket);
    await resume(socket, { after: client.seqs.at(-1) ?? 0 });
    await until('the others', () => entries.length === 2);
    expect([...client.seqs, ...entries.map(({ seq }) => seq)]).to.deep.equal(upTo(4));
  });
});
