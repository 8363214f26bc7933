import { expect } from 'chai';
import { DAY_MS, MINUTE_MS } from '#domain/local-date.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertReview } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { peopleOf } from '#test/support/people.ts';

const PATH = '/v1/admin/arranged-pairs';

describe('the report of pairs that look arranged', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();

  /** Bookings of one pair, completed so many minutes after they were accepted; the first ones are reviewed. */
  async function work(
    consumer: string,
    provider: string,
    { bookings, reviews = 0, minutes = 300, price = 5_000, daysAgo = 1 }: Work,
  ): Promise<void> {
    for (let index = 0; index < bookings; index += 1) {
      const createdAt = new Date(Date.now() - daysAgo * DAY_MS - index * MINUTE_MS);
      const scheduledStart = new Date(createdAt.getTime() - index * DAY_MS);
      const { id } = await insertBooking(em(), {
        consumer,
        provider,
        status: 'completed',
        priceAmount: price,
        createdAt,
        scheduledStart,
        scheduledEnd: new Date(scheduledStart.getTime() + MINUTE_MS),
        completedAt: new Date(createdAt.getTime() + minutes * MINUTE_MS),
      });
      if (index < reviews) await insertReview(em(), { booking: id });
    }
  }
  interface Work {
    bookings: number;
    reviews?: number;
    minutes?: number;
    price?: number;
    daysAgo?: number;
  }

  it('names who books the same provider on and on, at once and for a cent, and leaves honest regulars out', async () => {
    const as = await people.admin();
    const [ring, regular] = [await people.consumer(), await people.consumer()];
    const provider = await people.provider();
    await work(ring.accountId, provider.id, { bookings: 5, reviews: 5, minutes: 1, price: 1 });
    await work(regular.accountId, provider.id, { bookings: 4, reviews: 1 });
    const { body } = await fixture.api.get(PATH, { as });
    expect(body.items).to.have.length(1);
    const { name } = await em().findOneOrFail(Provider, provider.id);
    expect(body.items[0]).to.deep.include({
      providerName: name,
      consumerId: ring.accountId,
      providerId: provider.id,
      providerAccountId: provider.accountId,
      signals: ['many_bookings', 'many_reviews', 'cheap', 'hasty'],
      bookings: 5,
      reviews: 5,
      cheapBookings: 5,
      shortestMinutes: 1,
    });
    expect((await fixture.api.get(`${PATH}?days=365`, { as })).body.items).to.have.length(1);
  });

  it('names two providers who book each other, page by page, and nobody whose time is over', async () => {
    const as = await people.admin();
    const [one, other] = [await people.provider(), await people.provider()];
    await work(one.accountId, other.id, { bookings: 1, minutes: 5, daysAgo: 3 });
    await work(other.accountId, one.id, { bookings: 1, minutes: 5, daysAgo: 4 });
    await work((await people.consumer()).accountId, one.id, { bookings: 5, reviews: 5, daysAgo: 100 });
    const seen: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: TestAnswer<{ items: { providerId: string }[]; nextCursor: string | null }> = await fixture.api.get(
        `${PATH}?limit=1${cursor && `&cursor=${cursor}`}`,
        { as },
      );
      seen.push(page.body.items.map(({ providerId }) => providerId));
      cursor = page.body.nextCursor;
    }
    expect(seen.slice(-2)).to.deep.equal([[other.id], [one.id]]);
    const [last] = (await fixture.api.get(`${PATH}?limit=100`, { as })).body.items.slice(-1);
    expect(last.signals).to.deep.equal(['reciprocal', 'hasty']);
  });

  it('is for operators', async () => {
    expect(await fixture.api.get(PATH, { as: await people.provider() })).to.be.problem(403, 'forbidden');
  });
});
