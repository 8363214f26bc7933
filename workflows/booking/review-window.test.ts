import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { Review } from '#db/entities/review.entity.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { ratingOf } from '#domain/reputation.ts';
import { useLives } from '#test/support/lives.ts';
import { createMarketplace, type TestProvider } from '#test/support/marketplace.ts';
import { textsIn } from '#test/support/texts-in.ts';
import { until } from '#test/support/until.ts';
import { bookingWorkflowId } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('the time for reviews of a booking', function () {
  this.timeout(180_000);
  const lives = useLives({ PROXIE_WAVE: '7d' });
  const market = createMarketplace(lives);
  const em = () => lives.orm.em.fork();
  let cities = 0;

  /** A booking that is done, of a provider and a consumer of their own. */
  async function completed(by?: TestProvider) {
    const city = `City ${(cities += 1)}`;
    const provider = by ?? (await market.provider({ city, lat: null, lng: null }));
    const where = { city: (await providerRow(provider)).city, lat: null, lng: null };
    const request = await market.request(where);
    await until('the lead', async () => (await market.row(request)).wave === 1);
    const offerId = await market.offer(request, provider, { slots: [await market.slotIn(48 + cities * 2)] });
    const bookingId = await market.accept(request, offerId);
    await market.complete(bookingId, provider);
    const review = (side: 'consumer' | 'provider', rating?: number) =>
      market.review(bookingId, side === 'consumer' ? request.consumerId : provider.accountId, side, rating);
    return { provider, request, bookingId, review };
  }
  const reviewsOf = (bookingId: string) => em().find(Review, { booking: bookingId }, { orderBy: { side: 'asc' } });
  const providerRow = ({ providerId }: TestProvider) => em().findOneOrFail(Provider, providerId);
  const statusOf = async (bookingId: string) =>
    (await lives.handle(bookingWorkflowId(bookingId)).describe()).status.name;
  const ended = (bookingId: string) => until('the run to end', async () => (await statusOf(bookingId)) === 'COMPLETED');

  it('asks both sides at completion, and shows both reviews together when the second is there', async () => {
    const { provider, request, bookingId, review } = await completed();
    const told = (account: string) => em().find(FeedEntry, { account, type: 'review:requested' });
    for (const account of [request.consumerId, provider.accountId]) expect(await told(account)).to.have.length(1);

    await review('provider', 4);
    expect((await reviewsOf(bookingId)).map(({ publishedAt }) => publishedAt)).to.deep.equal([null]);
    expect(await providerRow(provider)).to.deep.include({ rating: null, reviewCount: 0 });
    expect(await statusOf(bookingId)).to.equal('RUNNING');

    await review('consumer', 5);
    const [first, second] = await reviewsOf(bookingId);
    expect(first?.publishedAt?.getTime()).to.be.a('number').and.to.equal(second?.publishedAt?.getTime());
    const { rating, reviewCount } = ratingOf([{ rating: 5, atMs: 0, authorId: 'anybody' }]);
    expect(await providerRow(provider)).to.deep.include({ rating, reviewCount, completedBookings: 1 });
    expect((await market.bookingRow(bookingId)).status).to.equal('completed');
    await ended(bookingId);
    await lives.replays(bookingWorkflowId(bookingId), 'booking-reviewed-by-both');
  });

  it('shows a review alone after a week, and takes none that could be an answer to it', async () => {
    const { provider, bookingId, review } = await completed();
    await review('consumer', 2);
    await lives.pass(7 * DAY_MS - HOUR_MS);
    expect((await reviewsOf(bookingId))[0]?.publishedAt).to.equal(null);
    expect(await providerRow(provider)).to.deep.include({ rating: null, reviewCount: 0 });
    await lives.pass(2 * HOUR_MS);
    await ended(bookingId);
    const [only, ...others] = await reviewsOf(bookingId);
    expect(others).to.have.length(0);
    expect(only?.publishedAt).to.be.instanceOf(Date);
    expect((await providerRow(provider)).reviewCount).to.equal(1);
    expect(await refusedWith(review('provider'))).to.equal('review_closed');
    expect(await reviewsOf(bookingId)).to.have.length(1);
    await lives.replays(bookingWorkflowId(bookingId), 'booking-reviewed-by-one');
  });

  it('ends after two weeks in which nobody has written', async () => {
    const { provider, bookingId, review } = await completed();
    await lives.pass(14 * DAY_MS - HOUR_MS);
    expect(await statusOf(bookingId)).to.equal('RUNNING');
    await lives.pass(2 * HOUR_MS);
    await ended(bookingId);
    expect(await refusedWith(review('consumer'))).to.equal('review_closed');
    expect(await reviewsOf(bookingId)).to.have.length(0);
    expect(await providerRow(provider)).to.deep.include({ rating: null, reviewCount: 0 });
    await lives.replays(bookingWorkflowId(bookingId), 'booking-reviewed-by-nobody');
  });

  it('takes one review a side, and none in the last week from a side that did not write while it could', async () => {
    const { bookingId, review } = await completed();
    await lives.pass(13 * DAY_MS);
    await review('provider', 3);
    const before = await reviewsOf(bookingId);
    expect(await refusedWith(review('provider', 5))).to.equal('review_closed');
    await lives.pass(DAY_MS + HOUR_MS); // the two weeks are over; the review still waits for its own
    expect(await refusedWith(review('consumer'))).to.equal('review_closed');
    expect(await reviewsOf(bookingId)).to.deep.equal(before);
    expect(before[0]).to.deep.include({ rating: 3, publishedAt: null });
    await lives.pass(6 * DAY_MS);
    await ended(bookingId);
    expect((await reviewsOf(bookingId))[0]?.publishedAt).to.be.instanceOf(Date);
    await lives.replays(bookingWorkflowId(bookingId), 'booking-reviewed-late');
  });

  it('lets both sides write at the same moment, and publishes once', async () => {
    const { provider, bookingId, review } = await completed();
    await Promise.all([review('consumer', 4), review('provider', 5)]);
    const reviews = await reviewsOf(bookingId);
    expect(reviews.map(({ side }) => side)).to.deep.equal(['consumer', 'provider']);
    expect(new Set(reviews.map(({ publishedAt }) => publishedAt?.getTime())).size).to.equal(1);
    const published = await em().find(Event, { bookingId, type: 'booking.reviews_published' });
    expect(published).to.have.length(1);
    expect((await providerRow(provider)).reviewCount).to.equal(1);
    await ended(bookingId);
    await lives.replays(bookingWorkflowId(bookingId));
  });

  it('takes one of ten reviews that one side sends at once', async () => {
    const { bookingId, review } = await completed();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => refusedWith(review('consumer', (index % 5) + 1))),
    );
    expect(outcomes.toSorted()).to.deep.equal(['done', ...Array.from({ length: 9 }, () => 'review_closed')]);
    expect(await reviewsOf(bookingId)).to.have.length(1);
    await lives.replays(bookingWorkflowId(bookingId));
  });

  it('makes a rating of its provider that the reviews alone give, in whatever order they came', async () => {
    const provider = await market.provider({ city: 'Rated City', lat: null, lng: null, rating: 1.5, reviewCount: 400 });
    for (const rating of [5, 2, 4]) {
      const { bookingId, review } = await completed(provider);
      await review('consumer', rating);
      await review('provider', 1); // what is said of consumers is no part of it
      await lives.pass(40 * DAY_MS);
      const rows = await em().find(Review, {
        provider: provider.providerId,
        side: 'consumer',
        publishedAt: { $ne: null },
      });
      const rebuilt = ratingOf(
        rows.map(({ rating: stars, createdAt, author }) => ({
          rating: stars,
          atMs: createdAt.getTime(),
          authorId: author.id,
        })),
      );
      const { rating: kept, reviewCount } = await providerRow(provider);
      expect({ rating: kept, reviewCount }).to.deep.equal({ rating: rebuilt.rating, reviewCount: rebuilt.reviewCount });
      expect((await market.bookingRow(bookingId)).status).to.equal('completed');
    }
    expect((await providerRow(provider)).reviewCount).to.equal(3);
  });

  it('keeps what was said, and how many stars, out of the history', async () => {
    const { bookingId, review } = await completed();
    await review('consumer', 5);
    const texts = textsIn(await lives.handle(bookingWorkflowId(bookingId)).fetchHistory()).join('\n');
    expect(texts).to.include(bookingId);
    expect(texts).not.to.match(/stays in Postgres|rating|quality/);
  });
});
