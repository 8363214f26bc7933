import { expect } from 'chai';
import { daysOf } from './words.ts';

describe('daysOf', () => {
  it('names single days, and of more than two that follow each other the first and the last', () => {
    expect(daysOf(['2026-11-28'])).to.equal('Sat, Nov 28');
    expect(daysOf(['2026-11-28', '2026-11-29'])).to.equal('Sat, Nov 28 or Sun, Nov 29');
    expect(daysOf(['2026-11-30', '2026-11-28', '2026-11-29', '2026-12-05'])).to.equal(
      'Sat, Nov 28 to Mon, Nov 30 or Sat, Dec 5',
    );
    expect(daysOf(['2026-12-31', '2027-01-01', '2027-01-02'])).to.equal('Thu, Dec 31 to Sat, Jan 2');
  });
});
