import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { Review } from '#db/entities/review.entity.ts';
import { keepPayload } from '#db/payloads.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import type { ReviewSide } from '#domain/reviews.ts';
import { fingerprintOf } from '#test/security/authorization/fingerprint.ts';
import { insertAccount, insertBooking, insertProvider, insertReview } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { createBookingActivities, type BookingActivities } from './booking.activities.ts';
import { rebuildRating } from './rating.ts';

const COMPLETED = Date.parse('2026-03-03T10:00:00.000Z');

describe('the facts of reviews', () => {
  const db = useOrm();
  let facts: BookingActivities;
  before(() => {
    const settings = { autoCompleteMs: DAY_MS, checkInLeadMs: HOUR_MS, commandsPerRun: 500 };
    facts = createBookingActivities({ orm: db.orm, settings });
  });

  async function completed(overrides: Parameters<typeof insertBooking>[1] = {}) {
    const provider = await insertProvider(db.em());
    const at = { status: 'completed', completedAt: new Date(COMPLETED) } as const;
    const booking = await insertBooking(db.em(), { provider: provider.id, ...at, ...overrides });
    const actorOf = (side: ReviewSide) => (side === 'consumer' ? booking.consumerId : provider.accountId);
    const command = async (side: ReviewSide, atMs = COMPLETED + 1) => {
      const commandId = randomUUID();
      const payload = { rating: 4, comment: 'Good.', breakdown: { punctuality: 5 } };
      const payloadId = await keepPayload(db.orm, { commandId, fact: `${commandId} review`, payload });
      const by = { commandId, payloadId, actorId: actorOf(side), side };
      return { ...by, bookingId: booking.id, reviewId: commandId, atMs };
    };
    return { booking, provider, command };
  }
  const toldOf = (account: string) => db.em().find(FeedEntry, { account }, { orderBy: { seq: 1 } });
  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (error as { type?: string }).type ?? String(error),
    );

  it('write a review once however often the attempt is repeated, and take its texts from where they waited', async () => {
    const { booking, provider, command } = await completed();
    const order = await command('consumer');
    const first = await facts.submitReview(order);
    const before = await fingerprintOf(db.orm);
    expect(await facts.submitReview(order)).to.deep.equal(first);
    expect(await fingerprintOf(db.orm)).to.deep.equal(before);
    const review = await db.em().findOneOrFail(Review, order.reviewId);
    expect(review).to.deep.include({
      side: 'consumer',
      rating: 4,
      comment: 'Good.',
      punctuality: 5,
      publishedAt: null,
    });
    expect(await db.em().count(CommandPayload, { id: order.commandId })).to.equal(0);
    expect(await toldOf(provider.accountId)).to.deep.equal([]); // the other side learns nothing
    expect((await toldOf(booking.consumerId)).map(({ payload }) => payload.change)).to.deep.equal(['review_submitted']);
    const events = await db.em().find(Event, { aggregateId: order.reviewId });
    expect(events.map(({ bookingId, requestId, note, data }) => ({ bookingId, requestId, note, data }))).to.deep.equal([
      { bookingId: null, requestId: null, note: null, data: {} },
    ]);
  });

  it('publish both with the second, once, and count the consumer’s for the provider', async () => {
    const { booking, provider, command } = await completed();
    await facts.submitReview(await command('provider'));
    const second = await command('consumer', COMPLETED + DAY_MS);
    await facts.submitReview(second);
    const before = await fingerprintOf(db.orm);
    await facts.submitReview(second);
    await facts.publishReviews({ bookingId: booking.id, atMs: COMPLETED + 8 * DAY_MS });
    expect(await fingerprintOf(db.orm)).to.deep.equal(before);
    const times = (await db.em().find(Review, { booking: booking.id })).map(({ publishedAt }) =>
      publishedAt?.getTime(),
    );
    expect(times).to.deep.equal([COMPLETED + DAY_MS, COMPLETED + DAY_MS]);
    expect(await db.em().findOneOrFail(Provider, provider.id)).to.deep.include({ rating: 4, reviewCount: 1 });
    for (const account of [booking.consumerId, provider.accountId]) {
      const changes = (await toldOf(account)).map(({ payload }) => payload.change);
      expect(changes).to.deep.equal(['review_submitted', 'reviews_published']);
    }
  });

  it('publish the first alone when its time has come, once', async () => {
    const { booking, provider, command } = await completed();
    await facts.submitReview(await command('provider'));
    const due = { bookingId: booking.id, atMs: COMPLETED + 7 * DAY_MS + 1 };
    const published = await facts.publishReviews(due);
    const before = await fingerprintOf(db.orm);
    expect(await facts.publishReviews({ ...due, atMs: due.atMs + 5 })).to.deep.equal(published);
    expect(await fingerprintOf(db.orm)).to.deep.equal(before);
    expect(published.publishedAtMs).to.equal(due.atMs);
    // What a provider says of a consumer is no rating of the provider.
    expect(await db.em().findOneOrFail(Provider, provider.id)).to.deep.include({ rating: null, reviewCount: 0 });
  });

  it('publish nothing where nobody has written', async () => {
    const { booking } = await completed();
    const before = await fingerprintOf(db.orm);
    const { publishedAtMs } = await facts.publishReviews({ bookingId: booking.id, atMs: COMPLETED + 20 * DAY_MS });
    expect(publishedAtMs).to.equal(null);
    expect(await fingerprintOf(db.orm)).to.deep.equal(before);
  });

  it('refuse a second review, one that comes too late, one of what is not done, and one of oneself', async () => {
    const reviewed = await completed();
    await facts.submitReview(await reviewed.command('consumer'));
    const { accountId, id } = await insertProvider(db.em());
    const cases = [
      ['review_closed', await reviewed.command('consumer')],
      ['review_closed', await reviewed.command('provider', COMPLETED + 7 * DAY_MS + 1)],
      ['review_closed', await (await completed()).command('consumer', COMPLETED + 14 * DAY_MS)],
      ['review_closed', await (await completed({ provider: id, consumer: accountId })).command('consumer')],
      ['invalid_transition', await (await completed({ status: 'in_progress', completedAt: null })).command('consumer')],
      ['invalid_transition', await (await completed({ status: 'cancelled', completedAt: null })).command('provider')],
    ] as const;
    const before = await fingerprintOf(db.orm);
    for (const [code, order] of cases) expect(await refusal(facts.submitReview(order))).to.equal(code);
    expect(await fingerprintOf(db.orm)).to.deep.equal(before);
  });

  it('rebuild a rating from the reviews alone, whatever stood there', async () => {
    const provider = await insertProvider(db.em(), { rating: 1, reviewCount: 99 });
    const rebuilt = async () => {
      await db.orm.em.fork().transactional((em) => rebuildRating(em, provider.id));
      const { rating, reviewCount, version } = await db.em().findOneOrFail(Provider, provider.id);
      return { rating, reviewCount, version };
    };
    expect(await rebuilt()).to.deep.include({ rating: null, reviewCount: 0 });
    for (const rating of [5, 5, 5]) {
      const { booking } = await completed({ provider: provider.id });
      await insertReview(db.em(), { booking: booking.id, rating, createdAt: new Date(COMPLETED) });
      await insertReview(db.em(), { booking: booking.id, side: 'provider', rating: 1 });
    }
    const { booking } = await completed({ provider: provider.id });
    await insertReview(db.em(), { booking: booking.id, rating: 1, publishedAt: null });
    const once = await rebuilt();
    expect(once).to.deep.include({ rating: 4.38, reviewCount: 3 });
    expect(await rebuilt()).to.deep.equal(once);
  });

  it('make no rating by one consumer alone, however many bookings the two had', async () => {
    const [provider, consumer] = [await insertProvider(db.em()), await insertAccount(db.em())];
    for (let index = 0; index < 5; index += 1) {
      const { booking } = await completed({ provider: provider.id, consumer });
      await insertReview(db.em(), { booking: booking.id, createdAt: new Date(COMPLETED + index) });
    }
    await db.orm.em.fork().transactional((em) => rebuildRating(em, provider.id));
    const standing = await db.em().findOneOrFail(Provider, provider.id);
    expect(standing).to.deep.include({ rating: 4.17, reviewCount: 5, reviewerCount: 1 }); // as one review makes it
  });
});
