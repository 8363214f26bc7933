import { expect } from 'chai';
import { draftWords, priceFactorWords } from './wording.ts';

describe('draftWords', () => {
  it('says of a time that it lies outside the opening hours, before anybody approves it', () => {
    const slot = { start: '2026-12-05T20:00:00.000Z', end: '2026-12-05T21:00:00.000Z' };
    const about = { serviceType: 'haircut', timezone: 'UTC' };
    const words = (availableSlots: object[]) =>
      draftWords({
        kind: 'submit_offer',
        revision: 1,
        about,
        body: { price: { amount: 1, currency: 'USD' }, availableSlots },
      });
    expect(words([{ ...slot, outsideHours: true }])).to.contain('(outside the opening hours).');
    expect(words([slot])).not.to.contain('opening hours');
  });
});

describe('priceFactorWords', () => {
  it('says in one sentence what moves a price, no more than three things, and nothing without any', () => {
    const reasons = ['Long hair takes longer.', 'The stylist travels.', 'Nights are charged higher.', 'A drone.'];
    const factors = reasons.map((reason) => ({ reason }));
    expect(priceFactorWords(factors)).to.equal(
      'What moves the price: long hair takes longer; the stylist travels; nights are charged higher.',
    );
    expect(priceFactorWords([])).to.equal('');
  });
});
