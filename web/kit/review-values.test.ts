import { expect } from 'chai';
import { NO_REVIEW, reviewErrors, toReview } from './review-values.ts';

describe('the form of a review', () => {
  it('needs stars and words', () => {
    expect(Object.keys(reviewErrors(NO_REVIEW))).to.have.members(['rating', 'comment']);
    expect(reviewErrors({ ...NO_REVIEW, rating: 5, comment: 'Well done.' })).to.deep.equal({});
  });

  it('sends the aspects that were rated, and none where none was', () => {
    const review = { ...NO_REVIEW, rating: 4, comment: 'Fine.' };
    expect(toReview(review, 'b')).to.deep.equal({ bookingId: 'b', rating: 4, comment: 'Fine.' });
    const rated = { ...review, breakdown: { ...review.breakdown, value: 3 } };
    expect(toReview(rated, 'b')).to.deep.include({ breakdown: { value: 3 } });
  });
});
