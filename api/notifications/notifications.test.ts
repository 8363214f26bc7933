import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { FEED_PAYLOADS } from '#contracts/events.ts';
import { BOOKING_CHANGES, FEED_TYPES, NOTIFIED_TYPES, OFFER_CHANGES, type FeedType } from '#contracts/feed.ts';
import { insertEnrollment, insertRequest } from '#test/support/factories.ts';
import { useLive } from '#test/support/live.ts';
import { textOf } from './texts.ts';

describe('the feed as a list', () => {
  const live = useLive();

  it('gives every entry once, in order, however small the pages, and only those of the caller', async () => {
    const [ann, bob] = [await live.person(), await live.person()];
    await live.commit(ann, bob, ann, ann, bob, ann, ann);
    const seqs: number[] = [];
    let after = 0;
    for (let pages = 0; pages < 3; pages += 1) {
      const { status, body } = await live.api.get(`/v1/events?after=${after}&limit=2`, { as: ann });
      expect(status).to.equal(200);
      seqs.push(...body.items.map((item: { seq: number }) => item.seq));
      after = body.nextAfter;
    }
    expect(seqs).to.deep.equal([1, 2, 3, 4, 5]);
    const end = await live.api.get(`/v1/events?after=${after}`, { as: ann });
    expect(end.body).to.deep.equal({ items: [], nextAfter: 5 });
  });

  it('refuses numbers that no feed has', async () => {
    const ann = await live.person();
    for (const query of [
      'after=-1',
      'after=1.5',
      'after=x',
      'after=9007199254740992',
      'limit=0',
      'limit=101',
      'before=1',
    ]) {
      expect(await live.api.get(`/v1/events?${query}`, { as: ann }), query).to.be.problem(400, 'validation_failed');
    }
    expect(await live.api.get('/v1/events')).to.be.problem(401, 'unauthenticated');
  });

  it('has a contract for every kind of entry', () => {
    expect(Object.keys(FEED_PAYLOADS)).to.deep.equal([...FEED_TYPES]);
  });
});

describe('notifications', () => {
  const live = useLive();
  const list = async (as: { token: string }, query = '') =>
    (await live.api.get(`/v1/notifications${query}`, { as })).body;
  const read = (as: { token: string }, upTo: unknown) =>
    live.api.post('/v1/notifications/read', { as, body: { upTo } });

  it('are the entries of the feed in words, newest first, page by page', async () => {
    const ann = await live.person();
    const offer = { offerId: randomUUID(), requestId: randomUUID(), status: 'pending' };
    const task = { conversationId: randomUUID(), taskId: randomUUID(), status: 'running' };
    await live.commit(
      ann,
      { ...ann, type: 'offer:new', payload: offer },
      { ...ann, type: 'task:updated', payload: task },
      ann,
    );
    const first = await list(ann, '?limit=2');
    expect(
      first.items.map(({ seq }: { seq: number }) => seq),
      'without what only moves a display',
    ).to.deep.equal([4, 2]);
    expect(first.items[1]).to.deep.include({ type: 'offer:new', text: 'A new offer has come in.', payload: offer });
    expect(first.unread).to.equal(3);
    const second = await list(ann, `?limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map(({ seq }: { seq: number }) => seq)).to.deep.equal([1]);
    expect(second.nextCursor).to.equal(null);
  });

  it('say on which side of the matter somebody is, also to those who are on both', async () => {
    const ann = await live.person();
    const em = live.orm.em.fork();
    const [own, other] = [await insertRequest(em, { consumer: ann.accountId }), await insertRequest(em)];
    const enrollment = await insertEnrollment(em);
    const about = (type: FeedType, payload: Record<string, string | number>) => ({ ...ann, type, payload });
    const offer = { offerId: randomUUID(), status: 'declined' };
    await live.commit(
      about('offer:updated', { ...offer, requestId: own.id }),
      about('offer:updated', { ...offer, requestId: other.id }),
      about('lead:new', { requestId: other.id, wave: 1 }),
      about('enrollment:updated', { enrollmentId: enrollment.id, status: 'pending_verification' }),
      about('offer:updated', { ...offer, requestId: randomUUID() }),
    );
    const sides = (await list(ann)).items.map(({ side }: { side: string }) => side);
    expect(sides.toReversed()).to.deep.equal(['consumer', 'provider', 'provider', 'admin', 'consumer']);
  });

  it('are read up to a number, which never goes back and never lies ahead', async () => {
    const [ann, bob] = [await live.person(), await live.person()];
    await live.commit(ann, ann, ann, bob);
    expect((await read(ann, 2)).body).to.deep.equal({ readUpTo: 2, unread: 1 });
    expect((await read(ann, 1)).body).to.deep.equal({ readUpTo: 2, unread: 1 });
    const shown = (await list(ann)).items.map(({ seq, isRead }: { seq: number; isRead: boolean }) => [seq, isRead]);
    expect(shown).to.deep.equal([
      [3, false],
      [2, true],
      [1, true],
    ]);
    expect((await read(ann, 1_000)).body).to.deep.equal({ readUpTo: 3, unread: 0 });
    await live.commit(ann);
    expect(await list(ann)).to.deep.include({ unread: 1 });
    expect(await list(bob), 'of somebody else nothing was read').to.deep.include({ unread: 1 });
    for (const upTo of [-1, 1.5, '1', null]) expect(await read(ann, upTo)).to.be.problem(400, 'validation_failed');
    const nobody = await live.person();
    expect((await read(nobody, 5)).body).to.deep.equal({ readUpTo: 0, unread: 0 });
  });

  it('have words for every kind, and none of what an entry says but its status', () => {
    for (const type of NOTIFIED_TYPES) {
      for (const status of ['pending', 'cancelled', 'constructor', '__proto__', 'a private text']) {
        const text = textOf(type, { status });
        expect(text).to.match(/^[A-Z][a-z ]+\.$/);
        expect(text).not.to.include('private');
      }
    }
    const changed = BOOKING_CHANGES.map((change) => textOf('booking:updated', { status: 'completed', change }));
    expect(new Set([...changed, textOf('booking:updated', { status: 'completed' })]).size).to.equal(4);
    changed.push(...OFFER_CHANGES.map((change) => textOf('offer:updated', { status: 'pending', change })));
    expect(changed.at(-1)).not.to.equal(textOf('offer:updated', { status: 'pending' }));
    for (const text of changed) expect(text).to.match(/^[A-Z][a-z ]+\.$/);
  });
});
