import { expect } from 'chai';
import { isNarrow, shareOf, usedWords, type Limit } from './limits.ts';

const limit: Limit = {
  quota: 'open_requests',
  description: 'open service requests',
  window: 'now',
  limit: 20,
  used: 2,
  frees: 'when one of them is booked',
  freesAt: null,
};

describe('a limit in words', () => {
  it('says how much is used of how much, and in which time', () => {
    expect(usedWords(limit)).to.equal('2 of 20');
    expect(usedWords({ ...limit, window: 'day', limit: 5_000, used: 1_200 })).to.equal('1,200 of 5,000 in 24 hours');
    expect(usedWords({ ...limit, used: null })).to.equal('up to 20 each');
  });

  it('is narrow before it is used up', () => {
    expect([0, 15, 16, 20, 25].map((used) => isNarrow({ ...limit, used }))).to.deep.equal([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(shareOf({ ...limit, used: 25 })).to.equal(1);
    expect(isNarrow({ ...limit, limit: 0, used: 0 })).to.equal(true);
    expect(isNarrow({ ...limit, used: null })).to.equal(false);
  });
});
