import { expect } from 'chai';
import { priceFactorWords } from './wording.ts';

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
