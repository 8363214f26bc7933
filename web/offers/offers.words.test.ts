import { expect } from 'chai';
import type { OfferTerms } from './accept-outcome.ts';
import { changedTerms, standsWords } from './offers.words.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const words = { zone: 'America/New_York', nowMs: NOW, instant: (at: string) => at.slice(0, 10) };
const seen: OfferTerms = {
  revision: 1,
  price: { amount: 6500, currency: 'USD' },
  priceNotes: null,
  availableSlots: [{ start: '2026-03-03T15:00:00Z', end: '2026-03-03T16:00:00Z' }],
  expiresAt: '2026-03-02T12:00:00Z',
};

describe('offers in words', () => {
  it('say how long they stand', () => {
    expect(standsWords('in 23 h')).to.equal('Valid for 23 h');
  });

  it('put what has changed side by side, and nothing else', () => {
    const now = {
      ...seen,
      revision: 2,
      price: { amount: 7000, currency: 'USD' as const },
      availableSlots: [{ start: '2026-03-04T15:00:00Z', end: '2026-03-04T16:00:00Z' }],
    };
    const plain = (text: string) => text.replaceAll(/\s/g, ' ');
    expect(
      changedTerms(seen, now, words).map(({ name, ...terms }) => [name, plain(terms.before), plain(terms.now)]),
    ).to.deep.equal([
      ['Price', '$65.00', '$70.00'],
      ['Times', 'Tue, Mar 3, 10:00 – 11:00 AM', 'Wed, Mar 4, 10:00 – 11:00 AM'],
    ]);
    expect(changedTerms(seen, seen, words)).to.deep.equal([]);
  });
});
