import { expect } from 'chai';
import fc from 'fast-check';
import { DAY_MS } from './local-date.ts';
import { AUTHOR_PERIOD_DAYS, PRIOR_RATING, RATING_HALF_LIFE_DAYS, ratingOf } from './reputation.ts';

const reviews = fc.array(
  fc.record({
    rating: fc.integer({ min: 1, max: 5 }),
    atMs: fc.integer({ min: 0, max: 2_000 * DAY_MS }),
    authorId: fc.constantFrom('a', 'b', 'c', 'd'),
  }),
  { maxLength: 40 },
);

describe('ratingOf', () => {
  const fiveOf = (authorId: string, day = 0) => ({ rating: 5, atMs: day * DAY_MS, authorId });

  it('expects the prior of a newcomer and shows nothing before the third reviewer', () => {
    const newcomer = { rating: PRIOR_RATING, reviewCount: 0, reviewerCount: 0, shownRating: null };
    expect(ratingOf([])).to.deep.equal(newcomer);
    expect(ratingOf([fiveOf('a'), fiveOf('b')]).shownRating).to.equal(null);
    const three = { rating: 4.38, reviewCount: 3, reviewerCount: 3, shownRating: 4.38 };
    expect(ratingOf(['a', 'b', 'c'].map((author) => fiveOf(author)))).to.deep.equal(three);
  });

  it('lets nobody make a rating alone: what one author says within a period weighs once, with its mean', () => {
    const once = ratingOf([fiveOf('a')]);
    const often = ratingOf(Array.from({ length: 50 }, () => fiveOf('a')));
    expect(often).to.deep.equal({ rating: once.rating, reviewCount: 50, reviewerCount: 1, shownRating: null });
    const mixed = ratingOf([{ ...fiveOf('a'), rating: 1 }, fiveOf('a')]);
    expect(mixed.rating).to.equal(ratingOf([{ ...fiveOf('a'), rating: 3 }]).rating);
    const later = ratingOf([fiveOf('a'), fiveOf('a', AUTHOR_PERIOD_DAYS)]);
    expect(later.rating, 'a period later').to.be.greaterThan(once.rating);
    const within = ratingOf([fiveOf('a'), fiveOf('a', AUTHOR_PERIOD_DAYS - 1)]);
    expect(within.rating, 'a day earlier').to.equal(once.rating);
  });

  it('gives a review half the weight after its half-life', () => {
    const old = { ...fiveOf('a'), rating: 1 };
    const fresh = fiveOf('b', RATING_HALF_LIFE_DAYS);
    expect(ratingOf([old, fresh]).rating).to.equal(Math.round(((5 * 4 + 0.5 * 1 + 5) / 6.5) * 100) / 100);
  });

  it('comes out the same in whatever order and at whatever time it is rebuilt', () => {
    fc.assert(
      fc.property(reviews, fc.integer({ min: 0, max: 5_000 * DAY_MS }), (all, laterMs) => {
        expect(ratingOf(all.toReversed())).to.deep.equal(ratingOf(all));
        const shifted = all.map((review) => ({ ...review, atMs: review.atMs + laterMs }));
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
