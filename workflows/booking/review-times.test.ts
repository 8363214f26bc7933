import { expect } from 'chai';
import { BLIND_PERIOD_MS, REVIEW_PERIOD_MS } from '#domain/reviews.ts';
import { createReviewWindow } from './review-window.ts';

type Facts = Parameters<typeof createReviewWindow>[0];
type Known = Awaited<ReturnType<Facts['openReviews']>>;

const HOUR_MS = 3_600_000;

/** A window of a booking about which this is known, and what it writes. */
function useWindow(known: Partial<Known>) {
  const calls: unknown[] = [];
  const snapshot: Known = {
    completedAtMs: Date.now(),
    consumerAtMs: null,
    providerAtMs: null,
    publishedAtMs: null,
    ...known,
  };
  const facts = {
    openReviews: (bookingId: string) => Promise.resolve((calls.push(['open', bookingId]), snapshot)),
    submitReview: ({ bookingId, atMs }: { bookingId: string; atMs: number }) =>
      Promise.resolve((calls.push(['submit', bookingId, atMs]), { ...snapshot, consumerAtMs: atMs })),
    publishReviews: ({ bookingId }: { bookingId: string }) =>
      Promise.resolve((calls.push(['publish', bookingId]), { ...snapshot, publishedAtMs: 1 })),
  } as unknown as Facts;
  return { reviews: createReviewWindow(facts, 'b'), calls, snapshot };
}

describe('the time for reviews', () => {
  it('is open to everybody until it is known: the activity has the last word', () => {
    const { reviews } = useWindow({});
    expect([reviews.isLoaded(), reviews.isOver(), reviews.isOpenFor('consumer')]).to.deep.equal([false, false, true]);
    expect(reviews.nextDue().atMs).to.be.at.most(Date.now());
  });

  it('is over without a review once nobody can write one any more, and nothing is published', async () => {
    const fresh = useWindow({});
    await fresh.reviews.load();
    expect([fresh.reviews.isLoaded(), fresh.reviews.isOver()]).to.deep.equal([true, false]);
    expect(fresh.reviews.isOpenFor('provider')).to.equal(true);
    const due = fresh.reviews.nextDue();
    expect(due).to.include({
      atMs: fresh.snapshot.completedAtMs + REVIEW_PERIOD_MS,
      summary: 'reviews appear, or none come',
    });
    await due.act();
    expect(fresh.calls).to.deep.equal([['open', 'b']]);

    const old = useWindow({ completedAtMs: Date.now() - REVIEW_PERIOD_MS });
    await old.reviews.load();
    expect([old.reviews.isOver(), old.reviews.isOpenFor('provider')]).to.deep.equal([true, false]);
  });

  it('waits for the other side of a first review, however late, and publishes what there is', async () => {
    const { reviews, calls } = useWindow({ completedAtMs: Date.now() - 2 * REVIEW_PERIOD_MS });
    await reviews.load();
    const atMs = Date.now() - 2 * BLIND_PERIOD_MS;
    expect(await reviews.submit({ reviewId: 'v' } as Parameters<typeof reviews.submit>[0], atMs)).to.deep.equal({
      reviewId: 'v',
    });
    expect(reviews.isOver(), 'it has still to appear').to.equal(false);
    expect(reviews.isOpenFor('consumer')).to.equal(false);
    expect(reviews.nextDue().atMs).to.equal(atMs + BLIND_PERIOD_MS);
    await reviews.nextDue().act();
    expect(reviews.isOver()).to.equal(true);
    expect(calls).to.deep.equal([
      ['open', 'b'],
      ['submit', 'b', atMs],
      ['publish', 'b'],
    ]);
  });

  it('publishes nothing before it is known', async () => {
    const { reviews, calls } = useWindow({ consumerAtMs: Date.now() - HOUR_MS });
    await reviews.nextDue().act();
    expect(calls).to.deep.equal([]);
  });
});
