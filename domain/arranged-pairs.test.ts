import { expect } from 'chai';
import { signalsOf } from './arranged-pairs.ts';
import { HOUR_MS } from './local-date.ts';

describe('signalsOf', () => {
  const honest = { bookings: 2, reviews: 1, reverseBookings: 0, cheapBookings: 0, shortestMs: 2 * HOUR_MS };

  it('has nothing to say of two people who come back once', () => {
    expect(signalsOf(honest)).to.deep.equal([]);
    expect(signalsOf({ ...honest, shortestMs: null })).to.deep.equal([]);
  });

  it('names each signal alone', () => {
    expect(signalsOf({ ...honest, bookings: 3 })).to.deep.equal(['many_bookings']);
    expect(signalsOf({ ...honest, reviews: 2 })).to.deep.equal(['many_reviews']);
    expect(signalsOf({ ...honest, reverseBookings: 1 })).to.deep.equal(['reciprocal']);
    expect(signalsOf({ ...honest, cheapBookings: 1 })).to.deep.equal(['cheap']);
    expect(signalsOf({ ...honest, shortestMs: HOUR_MS - 1 })).to.deep.equal(['hasty']);
    expect(signalsOf({ ...honest, shortestMs: HOUR_MS }), 'an hour is not hasty any more').to.deep.equal([]);
  });
});
