import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { FeedCursor } from '#db/entities/feed-cursor.entity.ts';
import { followFeed, upTo } from '#test/support/feed-client.ts';
import { useLive, type LivePerson } from '#test/support/live.ts';
import { chance } from '#test/support/seed.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { openSse } from '#test/support/sse.ts';
import { until } from '#test/support/until.ts';

const { clients: CLIENTS, reconnects: RECONNECTS, streams: STREAMS } = sizeOf('feed');
const WRITERS = 4;
const TOLD_AT_ONCE = 12;
/** Everybody is told of at least so much, however fast the connections were torn. */
const LEAST_TOLD = 20;

describe('the feed under torn connections', () => {
  const pauses = chance('pauses between tears');
  const live = useLive();

  it(`reaches ${CLIENTS} clients over ${RECONNECTS} torn connections each: nothing lost, nothing twice, in order`, async function () {
    this.timeout(limitMs('feed'));
    const people: LivePerson[] = [];
    for (let count = 0; count < CLIENTS; count += 1) people.push(await live.person());
    const second = (await live.startApi()).url; // clients come and go between two of them
    let isDone = false;
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let round = writer; !isDone; round += WRITERS) {
        const told = Array.from(
          { length: TOLD_AT_ONCE },
          (_each, index) => people[(round * 7 + index * 17) % CLIENTS]!,
        );
        await live.commit(...told);
        await delay(5);
      }
    });
    const clients = people.map(({ token }, index) => {
      const options = { reconnectionDelay: 5, reconnectionDelayMax: 50 };
      return followFeed(live.socket({ token }, index % 2 ? second : live.url, options));
    });
    await Promise.all(
      clients.map(async (client) => {
        for (let torn = 0; torn < RECONNECTS; torn += 1) {
          await until('the client to have resumed', () => client.resumed() > torn, 120_000);
          await delay(40 * pauses()); // so that some are torn in the middle of a replay
          client.tear();
        }
      }),
    );
    await until('everybody to be told of enough', async () => {
      const told = await live.orm.em.fork().count(FeedCursor, { lastSeq: { $gte: LEAST_TOLD } });
      return told >= CLIENTS;
    });
    isDone = true;
    await Promise.all(writers);

    const cursors = await live.orm.em.fork().findAll(FeedCursor, { fields: ['account', 'lastSeq'] });
    const lastSeqOf = new Map(cursors.map(({ account, lastSeq }) => [account.id, lastSeq]));
    for (const [index, { accountId }] of people.entries()) {
      const last = lastSeqOf.get(accountId) ?? 0;
      const { seqs } = clients[index]!;
      await until(`client ${index} to have all ${last}`, () => (seqs.at(-1) ?? 0) >= last);
      expect(seqs, `client ${index}`).to.deep.equal(upTo(last));
    }
  });

  it('reaches streams that are closed and opened again with the last id', async function () {
    this.timeout(limitMs('feed'));
    const ann = await live.person();
    let isDone = false;
    const writer = (async () => {
      for (let round = 0; !isDone; round += 1) await live.commit(ann, ann, ann);
    })();
    const seqs: number[] = [];
    for (let opened = 0; opened < STREAMS; opened += 1) {
      const stream = await openSse(live.url, ann, { headers: { 'last-event-id': String(seqs.at(-1) ?? 0) } });
      await until('entries', () => stream.items.length > opened % 5);
      stream.close();
      seqs.push(...stream.items.map(({ seq }) => seq));
    }
    isDone = true;
    await writer;
    expect(seqs).to.deep.equal(upTo(seqs.length));
    expect(seqs.length).to.be.at.least(2 * STREAMS);
  });
});
