import { expect } from 'chai';
import fc from 'fast-check';
import { DAY_MS } from './local-date.ts';
import {
  BLIND_PERIOD_MS,
  isReviewOpen,
  REVIEW_PERIOD_MS,
  REVIEW_SIDES,
  reviewsAppearAtMs,
  reviewsCloseAtMs,
  type ReviewSide,
  type ReviewTimes,
} from './reviews.ts';

const COMPLETED = 1_000 * DAY_MS;
const times = (consumerDays: number | null, providerDays: number | null): ReviewTimes => ({
  completedAtMs: COMPLETED,
  consumerAtMs: consumerDays === null ? null : COMPLETED + consumerDays * DAY_MS,
  providerAtMs: providerDays === null ? null : COMPLETED + providerDays * DAY_MS,
});
const day = (days: number): number => COMPLETED + days * DAY_MS;
const nobody = times(null, null);

/** Two moments at which the sides would like to review, and whether they do. */
const wishes = fc.record({
  consumer: fc.option(fc.integer({ min: 0, max: 20 * DAY_MS })),
  provider: fc.option(fc.integer({ min: 0, max: 20 * DAY_MS })),
});

/** What comes of the wishes, each carried out in its turn if it is allowed. */
function carriedOut(wanted: Record<ReviewSide, number | null>): ReviewTimes {
  let known = nobody;
  const inTurn = REVIEW_SIDES.filter((side) => wanted[side] !== null).toSorted(
    (a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0),
  );
  for (const side of inTurn) {
    const atMs = COMPLETED + (wanted[side] ?? 0);
    if (isReviewOpen(known, side, atMs)) known = { ...known, [`${side}AtMs`]: atMs };
  }
  return known;
}

describe('reviews of a booking', () => {
  it('can be written for fourteen days by each side, and not at the end of the last', () => {
    for (const side of REVIEW_SIDES) {
      expect(isReviewOpen(nobody, side, COMPLETED)).to.equal(true);
      expect(isReviewOpen(nobody, side, day(14) - 1)).to.equal(true);
      expect(isReviewOpen(nobody, side, day(14))).to.equal(false);
    }
  });

  it('are written once by a side, and by the other for seven days more', () => {
    const first = times(2, null);
    expect(isReviewOpen(first, 'consumer', day(2))).to.equal(false);
    expect(isReviewOpen(first, 'provider', day(9) - 1)).to.equal(true);
    expect(isReviewOpen(first, 'provider', day(9))).to.equal(false);
  });

  it('appear together with the second, or after seven days alone', () => {
    expect(reviewsAppearAtMs(nobody)).to.equal(null);
    expect(reviewsAppearAtMs(times(2, null))).to.equal(day(9));
    expect(reviewsAppearAtMs(times(null, 13))).to.equal(day(20));
    expect(reviewsAppearAtMs(times(2, 3))).to.equal(day(3));
  });

  it('are never written by anybody who could have read the other one', () => {
    fc.assert(
      fc.property(wishes, (wanted) => {
        const known = carriedOut(wanted);
        const [first = null, second = null] = [known.consumerAtMs, known.providerAtMs]
          .filter((atMs) => atMs !== null)
          .toSorted((a, b) => a - b);
        if (first === null || second === null) return;
        expect(second - first).to.be.lessThan(BLIND_PERIOD_MS);
        expect(second - COMPLETED).to.be.lessThan(REVIEW_PERIOD_MS);
        expect(reviewsAppearAtMs(known)).to.equal(second);
      }),
    );
  });

  it('close for good: what cannot be written now cannot be written later', () => {
    fc.assert(
      fc.property(wishes, fc.integer({ min: 0, max: 40 * DAY_MS }), fc.nat(), (wanted, afterMs, laterMs) => {
        const known = carriedOut(wanted);
        for (const side of REVIEW_SIDES) {
          if (isReviewOpen(known, side, COMPLETED + afterMs)) continue;
          expect(isReviewOpen(known, side, COMPLETED + afterMs + laterMs)).to.equal(false);
        }
        expect(reviewsCloseAtMs(known)).to.be.at.most(COMPLETED + REVIEW_PERIOD_MS);
      }),
    );
  });

  it('tell one side nothing of the other before they appear: it may do what it could do without', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: REVIEW_PERIOD_MS - 1 }),
        fc.integer({ min: 0, max: 20 * DAY_MS }),
        (writtenMs, nowMs) => {
          const known = { ...nobody, providerAtMs: COMPLETED + writtenMs };
          if (nowMs < writtenMs || nowMs >= writtenMs + BLIND_PERIOD_MS) return;
          const [seen, alone] = [known, nobody].map((each) => isReviewOpen(each, 'consumer', COMPLETED + nowMs));
          expect(seen).to.equal(alone);
        },
      ),
    );
  });
});
