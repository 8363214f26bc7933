import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { ask, useLive } from '#test/support/live.ts';
import { openSse } from '#test/support/sse.ts';
import { until } from '#test/support/until.ts';

/** Five seconds are promised; the rest is for a machine that is busy with other tests. */
const SOON_MS = 10_000;

describe('GET /v1/events/stream', () => {
  const live = useLive();

  it('sends what lies behind the number, says so, and then each entry at its commit', async () => {
    const ann = await live.person();
    await live.commit(ann, ann, ann);
    const stream = await openSse(live.url, ann, { query: '?after=1' });
    expect(stream.status).to.equal(200);
    await until('the end of the replay', () => stream.text().includes(': up to date\n\n'));
    expect(stream.items.map(({ seq }) => seq)).to.deep.equal([2, 3]);
    await live.commit(ann, await live.person());
    await until('a new entry', () => stream.items.length === 3);
    const { body } = await live.api.get('/v1/events?after=1', { as: ann });
    expect(stream.items).to.deep.equal(body.items);
    stream.close();
  });

  it('believes Last-Event-ID before the query, and begins with what is new without either', async () => {
    const ann = await live.person();
    await live.commit(ann, ann, ann);
    const again = await openSse(live.url, ann, { query: '?after=0', headers: { 'last-event-id': '2' } });
    const fresh = await openSse(live.url, ann);
    await until('both to be up to date', () => [again, fresh].every((each) => each.text().includes('up to date')));
    await live.commit(ann);
    await until('the new entry', () => [again, fresh].every((each) => each.items.at(-1)?.seq === 4));
    expect(again.items.map(({ seq }) => seq)).to.deep.equal([3, 4]);
    expect(fresh.items.map(({ seq }) => seq)).to.deep.equal([4]);
    for (const id of ['x', '-1', '1.5', '1e3', '99999999999999999999']) {
      const refused = await live.api.get('/v1/events/stream', { as: ann, headers: { 'last-event-id': id } });
      expect(refused, id).to.be.problem(400, 'validation_failed');
    }
    for (const each of [again, fresh]) each.close();
  });

  it('refuses a number that the feed has not given out, by its name, as the list and a socket do', async () => {
    const ann = await live.person();
    await live.commit(ann, ann);
    const message = 'expected a number of this feed, which ends at 2';
    const socket = await live.connect(ann);
    for (const after of [3, 9_007_199_254_740_991]) {
      const [list, stream, again] = await Promise.all([
        live.api.get(`/v1/events?after=${after}`, { as: ann }),
        live.api.get(`/v1/events/stream?seconds=0&after=${after}`, { as: ann }),
        live.api.get('/v1/events/stream?seconds=0', { as: ann, headers: { 'last-event-id': String(after) } }),
      ]);
      for (const [answer, place] of [
        [list, { in: 'query', path: '/after' }],
        [stream, { in: 'query', path: '/after' }],
        [again, { in: 'header', path: '/last-event-id' }],
      ] as const) {
        expect(answer).to.be.problem(400, 'validation_failed');
        expect(answer.body.errors).to.deep.equal([{ ...place, message }]);
      }
      const resumed = await ask(socket, 'feed:resume', { after });
      expect(resumed)
        .to.have.nested.property('problem.errors')
        .that.deep.equals([{ in: 'body', path: '/after', message }]);
    }
    expect((await live.api.get('/v1/events?after=2', { as: ann })).body).to.deep.equal({ items: [], nextAfter: 2 });
    expect(await ask(socket, 'feed:resume', { after: 2 })).to.deep.equal({ ok: true, after: 2 });
  });

  it('is never compressed, kept or held back', async () => {
    const ann = await live.person();
    await live.commit(...Array.from({ length: 60 }, () => ann));
    const stream = await openSse(live.url, ann, { query: '?after=0', headers: { 'accept-encoding': 'gzip, br' } });
    await until('sixty entries', () => stream.items.length === 60);
    expect(stream.headers).to.include({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    expect(stream.headers).not.to.have.property('content-encoding');
    stream.close();
  });

  it('ends by itself after the seconds that were asked for; after none, with what is there', async () => {
    const ann = await live.person();
    await live.commit(...Array.from({ length: 250 }, () => ann));
    const { body, status } = await live.api.get<string>('/v1/events/stream?after=0&seconds=0', { as: ann });
    expect(status).to.equal(200);
    expect(body.match(/^id: /gm)).to.have.length(250);
    expect(body.endsWith(': up to date\n\n')).to.equal(true);
    const stream = await openSse(live.url, ann, { query: '?seconds=1' });
    await until('its end', () => stream.isOver());
  });

  it('ends within five seconds of its token and of a suspension', async () => {
    const short = await live.person({}, 1_000);
    const suspended = await live.person();
    const ending = await openSse(live.url, short);
    const ended = await openSse(live.url, suspended);
    await live.orm.em.fork().nativeUpdate(Account, { id: suspended.accountId }, { status: 'suspended' });
    await until('the suspended one to be sent away', () => ended.isOver(), SOON_MS);
    await until('the expired one to be sent away', () => ending.isOver());
    for (const person of [short, suspended]) {
      expect(await live.api.get('/v1/events/stream', { as: person })).to.be.problem(401, 'unauthenticated');
    }
  });

  it('is refused to who has twenty connections, and is there again when one of them goes', async () => {
    const ann = await live.person();
    const streams = await Promise.all(Array.from({ length: 19 }, () => openSse(live.url, ann)));
    const socket = await live.connect(ann);
    expect(await live.api.get('/v1/events/stream', { as: ann })).to.be.problem(429, 'rate_limited');
    const [first, ...others] = streams;
    first?.close();
    const again = await until('room', async () => {
      const stream = await openSse(live.url, ann);
      return stream.status === 200 && stream;
    });
    socket.disconnect();
    for (const each of [again, ...others]) each.close();
    const metrics = (): Promise<{ body: string }> => live.api.get<string>('/metrics');
    const isGone = async (): Promise<boolean> =>
      /proxie_live_connections\{kind="stream"\} 0\n/.test((await metrics()).body);
    await until('nobody to be connected', isGone);
  });
});
