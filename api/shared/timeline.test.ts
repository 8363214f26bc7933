import { expect } from 'chai';
import { Event } from '#db/entities/event.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertProvider, insertRequest } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

interface Item {
  type: string;
  repeated: number;
  rank: number;
}

describe('what grows with a request', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();

  /** Events of a request, in this order. */
  async function write(requestId: string, types: readonly string[], more: object = {}): Promise<void> {
    for (const type of types) {
      const about = { aggregate: 'request', aggregateId: requestId, requestId, ...more } as const;
      await em().insert(Event, {
        id: crypto.randomUUID(),
        ...about,
        type,
        side: 'consumer',
        occurredAt: new Date(),
      } as never);
    }
  }

  async function readAll(path: string, as: SignedIn, limit: number): Promise<Item[][]> {
    const pages: Item[][] = [];
    let cursor = '';
    do {
      const query = `?limit=${limit}${cursor && `&cursor=${cursor}`}`;
      const { status, body }: TestAnswer<{ items: Item[]; nextCursor: string | null }> = await fixture.api.get(
        path + query,
        { as },
      );
      expect(status).to.equal(200);
      pages.push(body.items);
      cursor = body.nextCursor ?? '';
    } while (cursor);
    return pages;
  }

  it('is told page by page, oldest first, each fact once', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId });
    const types = Array.from({ length: 7 }, (_, index) => `offer.fact_${index}`);
    await write(id, types);
    const pages = await readAll(`/v1/requests/${id}/timeline`, as, 3);
    expect(pages.map((page) => page.length)).to.deep.equal([3, 3, 1]);
    expect(pages.flat().map(({ type }) => type)).to.deep.equal(types);
    const booking = await insertBooking(em(), { request: id, consumer: as.accountId });
    await write(id, ['booking.confirmed', 'booking.completed'], { aggregate: 'booking', bookingId: booking.id });
    const ofBooking = await readAll(`/v1/bookings/${booking.id}/timeline`, as, 1);
    expect(ofBooking.map(([item]) => item?.type)).to.deep.equal(['booking.confirmed', 'booking.completed']);
    const foreign = await fixture.api.get(`/v1/bookings/${booking.id}/timeline?cursor=AAAA`, { as });
    expect(foreign).to.be.problem(400, 'invalid_cursor');
  });

  it('says once what a consumer does on and on: changes without anything in between, with their number', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId });
    const edits = (count: number) => Array.from({ length: count }, () => 'request.edited');
    await write(id, [
      'request.created',
      ...edits(40),
      'request.wave_sent',
      ...edits(2),
      'request.expired',
      ...edits(1),
    ]);
    const said = (pages: Item[][]) => pages.flat().map(({ type, repeated }) => [type, repeated]);
    const all = [
      ['request.created', 1],
      ['request.edited', 40],
      ['request.wave_sent', 1],
      ['request.edited', 2],
      ['request.expired', 1],
      ['request.edited', 1],
    ];
    expect(said(await readAll(`/v1/requests/${id}/timeline`, as, 100))).to.deep.equal(all);
    expect(said(await readAll(`/v1/requests/${id}/timeline`, as, 1)), 'page by page').to.deep.equal(all);
  });

  it('has its matches in pages, and embeds no more than fifty of anything', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId });
    for (let rank = 1; rank <= 60; rank += 1) await people.tell(id, await insertProvider(em()), rank);
    expect(await em().count(RequestMatch, { request: id })).to.equal(60);
    const pages = await readAll(`/v1/requests/${id}/matches`, as, 25);
    expect(pages.map((page) => page.length)).to.deep.equal([25, 25, 10]);
    expect(pages.flat().map((item) => item.rank)).to.deep.equal(Array.from({ length: 60 }, (_, index) => index + 1));
    await write(id, ['request.moved'], { toStatus: 'pending' });
    for (let round = 0; round < 30; round += 1) {
      await write(id, ['request.reopened'], { fromStatus: 'booked', toStatus: 'matching' });
      await write(id, ['request.booked'], { fromStatus: 'matching', toStatus: 'booked' });
    }
    const { body } = await fixture.api.get(`/v1/requests/${id}`, { as });
    expect(body.matchedProviders).to.have.length(50);
    expect(body.statusHistory).to.have.length(50);
    expect(body.statusHistory.at(-1).status).to.equal('booked');
  });
});
