import { expect } from 'chai';
import fc from 'fast-check';
import { DAY_MS } from './local-date.ts';
import { PRIOR_RATING, RATING_HALF_LIFE_DAYS, ratingOf } from './reputation.ts';

const reviews = fc.array(
  fc.record({ rating: fc.integer({ min: 1, max: 5 }), atMs: fc.integer({ min: 0, max: 2_000 * DAY_MS }) }),
  { maxLength: 40 },
);

describe('ratingOf', () => {
  it('expects the prior of a newcomer and shows nothing before the third review', () => {
    expect(ratingOf([])).to.deep.equal({ rating: PRIOR_RATING, reviewCount: 0, shownRating: null });
    const five = { rating: 5, atMs: 0 };
    expect(ratingOf([five, five]).shownRating).to.equal(null);
    expect(ratingOf([five, five, five])).to.deep.equal({ rating: 4.38, reviewCount: 3, shownRating: 4.38 });
  });

  it('gives a review half the weight after its half-life', () => {
    const old = { rating: 1, atMs: 0 };
    const fresh = { rating: 5, atMs: RATING_HALF_LIFE_DAYS * DAY_MS };
    expect(ratingOf([old, fresh]).rating).to.equal(Math.round(((5 * 4 + 0.5 * 1 + 5) / 6.5) * 100) / 100);
  });

  it('comes out the same in whatever order and at whatever time it is rebuilt', () => {
    fc.assert(
      fc.property(reviews, fc.integer({ min: 0, max: 5_000 * DAY_MS }), (all, laterMs) => {
        expect(ratingOf(all.toReversed())).to.deep.equal(ratingOf(all));
        const shifted = all.map(({ rating, atMs }) => ({ rating, atMs: atMs + laterMs }));
        expect(ratingOf(shifted)).to.deep.equal(ratingOf(all));
      }),
    );
  });

  it('stays between 1 and 5 and never falls when a review is better', () => {
    fc.assert(
      fc.property(reviews, (all) => {
        const better = all.map((review, index) => (index === 0 ? { ...review, rating: 5 } : review));
        expect(ratingOf(all).rating).to.be.within(1, 5);
        expect(ratingOf(better).rating).to.be.at.least(ratingOf(all).rating);
      }),
    );
  });
});
