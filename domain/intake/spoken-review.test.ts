import { expect } from 'chai';
import fc from 'fast-check';
import { readReview, readReviewAnswer } from './spoken-review.ts';

describe('readReview', () => {
  for (const [text, expected] of [
    [
      'I want to review Ana: 5 stars, great cut, very punctual',
      { about: 'Ana', rating: 5, comment: 'great cut, very punctual' },
    ],
    ['Rate Ana Lopez 4 stars because she was late', { about: 'Ana Lopez', rating: 4, comment: 'because she was late' }],
    [
      'I’d like to leave a 5 star review for Ana. She was great.',
      { about: 'Ana', rating: 5, comment: 'She was great.' },
    ],
    ['give Curl Corner five stars, lovely place', { about: 'Curl Corner', rating: 5, comment: 'lovely place' }],
    ['please review ana: great, 3 out of 5', { about: 'ana', rating: 3, comment: 'great' }],
    ['review my haircut', { about: 'haircut' }],
    [
      'write a review of the deep cleaning: 2 stars. Still dirty!',
      { about: 'deep cleaning', rating: 2, comment: 'Still dirty!' },
    ],
    ['Please review Ana ★★★★☆ good', { about: 'Ana', rating: 4, comment: 'good' }],
    ['rate it 3/5: ok', { rating: 3, comment: 'ok' }],
    ['I want to review my last booking', {}],
    ['I want to leave a review', {}],
  ] as const) {
    it(`takes “${text}” apart`, () => {
      expect(readReview(text)).to.deep.equal(expected);
    });
  }

  it('reads ratings of single aspects, and makes none up', () => {
    const spoken = readReview('Review Ana: 4 stars, quality 5, punctuality: 2, friendly');
    expect(spoken).to.deep.equal({
      about: 'Ana',
      rating: 4,
      breakdown: { quality: 5, punctuality: 2 },
      comment: 'friendly',
    });
    expect(readReview('I want to review Ana: very punctual')).not.to.have.any.keys('rating', 'breakdown');
  });

  it('takes the stars of one aspect for no rating of the whole', () => {
    expect(readReview('review Ana: communication 3/5, friendly')).to.deep.equal({
      about: 'Ana',
      breakdown: { communication: 3 },
      comment: 'friendly',
    });
  });

  it('takes no rating that there is not', () => {
    for (const stars of ['0 stars', '6 stars', '4.5 stars', '10 stars']) {
      expect(readReview(`review Ana: ${stars}, fine`)).to.deep.equal({ about: 'Ana', comment: 'fine' });
    }
  });

  it('leaves alone whoever wants something else', () => {
    for (const text of [
      'I need a haircut, curly hair, Brooklyn, this weekend, $60-80',
      'show me the reviews of Ana',
      'Can I see a review of Ana?',
      'what is her rating?',
      'I want a plumber with good reviews',
      'I would like a five star cleaner',
      'book the first one',
      'cancel my request',
    ]) {
      expect(readReview(text), text).to.equal(undefined);
    }
  });

  it('stays within the text and within the stars, whatever is said', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (text) => {
        const spoken = readReview(`review ${text}`);
        if (spoken?.rating !== undefined) expect(spoken.rating).to.be.oneOf([1, 2, 3, 4, 5]);
        expect(spoken?.about?.length ?? 0).to.be.at.most(text.length + 6);
      }),
    );
  });
});

describe('readReviewAnswer', () => {
  it('takes a bare number for the stars, and other words for the comment', () => {
    expect(readReviewAnswer('5')).to.deep.equal({ rating: 5 });
    expect(readReviewAnswer('four!')).to.deep.equal({ rating: 4 });
    expect(readReviewAnswer('five stars')).to.deep.equal({ rating: 5 });
    expect(readReviewAnswer('4 stars, a bit late')).to.deep.equal({ rating: 4, comment: 'a bit late' });
    expect(readReviewAnswer('great cut')).to.deep.equal({ comment: 'great cut' });
    expect(readReviewAnswer('7')).to.deep.equal({});
  });
});
