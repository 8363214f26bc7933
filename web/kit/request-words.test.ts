import { expect } from 'chai';
import { budgetWords, distanceWords, rangeWords, requestTitle, timingWords } from './request-words.ts';

describe('a request in words', () => {
  it('is called by its service and its place', () => {
    const location = { city: 'New York', neighborhood: 'Brooklyn' };
    expect(requestTitle({ serviceType: 'haircut', location })).to.equal('Haircut in Brooklyn');
    expect(requestTitle({ serviceType: 'haircut', location: { ...location, neighborhood: null } })).to.equal(
      'Haircut in New York',
    );
  });

  it('says when', () => {
    const any = { urgency: 'flexible', preferredDates: [], preferredTimes: [], flexibility: null } as const;
    const timing = (more: object) => timingWords({ ...any, preferredDates: [], preferredTimes: [], ...more });
    expect(timing({})).to.equal('any day');
    expect(timing({ urgency: 'asap', preferredTimes: ['evening'] })).to.equal('as soon as possible, in the evening');
    expect(
      timing({
        urgency: 'specific_date',
        preferredDates: ['2026-11-28', '2026-11-29'],
        preferredTimes: ['morning', 'afternoon'],
        flexibility: 'flexible',
      }),
    ).to.equal('Sat, Nov 28 or Sun, Nov 29, in the morning or in the afternoon, flexible');
    const days = ['2026-12-01', '2026-11-30', '2026-11-28', '2026-12-02', '2026-12-05'];
    expect(timing({ urgency: 'specific_date', preferredDates: days })).to.equal(
      'Sat, Nov 28, Mon, Nov 30 to Wed, Dec 2, or Sat, Dec 5',
    );
  });

  it('says how near, as closely as it is told', () => {
    expect([distanceWords(1), distanceWords(3)]).to.deep.equal(['1 km or less', '3 km']);
  });

  it('says for how much, and keeps cents that are there', () => {
    const budget = { min: 6000, max: 8050, currency: 'USD', flexibility: 'strict' } as const;
    expect(budgetWords(budget)).to.equal('$60 to $80.50, not more');
    expect(budgetWords(null)).to.equal(undefined);
    expect(rangeWords({ ...budget, min: 0, max: 8000 })).to.equal('up to $80');
    expect(rangeWords({ min: 5000, max: 5000, currency: 'JPY' })).to.equal('¥5,000');
  });
});
