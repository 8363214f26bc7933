import { expect } from 'chai';
import type { Currency } from '#domain/money.ts';
import { read } from '#test/support/intake.ts';
import type { DraftBudget, RequestDraft } from './types.ts';

/** What may be spent on a haircut: min, max, currency and flexibility. */
function budgetIn(text: string, context: { currency?: Currency; previous?: RequestDraft } = {}) {
  return partsOf(read(`haircut, ${text}`, context).draft.budget);
}

function partsOf(budget: DraftBudget | undefined) {
  return budget && [budget.min, budget.max, budget.currency, budget.flexibility];
}

function doubtIn(text: string, context: { currency?: Currency } = {}) {
  const doubt = read(`haircut, ${text}`, context).ambiguous.find(({ field }) => field === 'budget');
  return doubt && [doubt.kind, doubt.choices.flat()];
}

describe('the budget of a sentence', () => {
  it('takes an hour for no amount', () => {
    for (const text of ['7ish tomorrow', 'sat 12ish', 'around 11 on friday']) {
      expect(budgetIn(text), text).to.equal(undefined);
    }
  });

  const clear: Array<[text: string, budget: unknown[]]> = [
    ['$60-80', [6000, 8000, 'USD', undefined]],
    ['$80 - $60', [6000, 8000, 'USD', undefined]],
    ['60 to 80 bucks', [6000, 8000, 'USD', undefined]],
    ['between 60 and 80 dollars', [6000, 8000, 'USD', undefined]],
    ['between sixty and eighty dollars', [6000, 8000, 'USD', undefined]],
    ['under 100 euros', [0, 10000, 'EUR', 'strict']],
    ['up to €100', [0, 10000, 'EUR', 'strict']],
    ['100€ max', [0, 10000, 'EUR', 'strict']],
    ['100 euros or less', [0, 10000, 'EUR', 'strict']],
    ['100 euros at most', [0, 10000, 'EUR', 'strict']],
    ['no more than $90', [0, 9000, 'USD', 'strict']],
    ["can't spend more than $90", [0, 9000, 'USD', 'strict']],
    ['max 1.5k', [0, 150000, 'USD', 'strict']],
    ['1-2k', [100000, 200000, 'USD', undefined]],
    ['2 grand', [0, 200000, 'USD', undefined]],
    ['80 quid', [0, 8000, 'GBP', undefined]],
    ['£1,200.50', [0, 120050, 'GBP', undefined]],
    ['1.200 euros', [0, 120000, 'EUR', undefined]],
    ["1'200 CHF", [0, 120000, 'CHF', undefined]],
    ['12,5 euros', [0, 1250, 'EUR', undefined]],
    ['1.234,56 €', [0, 123456, 'EUR', undefined]],
    ['¥8000', [0, 8000, 'JPY', undefined]],
    ['8000 yen', [0, 8000, 'JPY', undefined]],
    ['15.500 KWD', [0, 15_500_000, 'KWD', undefined]],
    ['500 zł', [0, 50000, 'PLN', undefined]],
    ['A$60', [0, 6000, 'AUD', undefined]],
    ['R$ 60', [0, 6000, 'BRL', undefined]],
    ['USD 45', [0, 4500, 'USD', undefined]],
    ['45usd', [0, 4500, 'USD', undefined]],
    ['around 50 dollars', [4500, 5500, 'USD', 'somewhat_flexible']],
    ['abt 50', [4500, 5500, 'USD', 'somewhat_flexible']],
    ['approx. 50', [4500, 5500, 'USD', 'somewhat_flexible']],
    ['50 or thereabouts', [4500, 5500, 'USD', 'somewhat_flexible']],
    ['50-odd euros', [4500, 5500, 'EUR', 'somewhat_flexible']],
    ['in the ballpark of 50', [4500, 5500, 'USD', 'somewhat_flexible']],
    ['around 50 on friday', [4500, 5500, 'USD', 'somewhat_flexible']],
    ['i can only do 45', [0, 4500, 'USD', undefined]],
    ['could stretch to 45', [0, 4500, 'USD', undefined]],
    ['2k5', [0, 250000, 'USD', undefined]],
    ['$40 up to $90', [4000, 9000, 'USD', undefined]],
    ["can't go above 45", [0, 4500, 'USD', 'strict']],
    ['not a cent over 45', [0, 4500, 'USD', 'strict']],
    ['anything over 45 is too much', [0, 4500, 'USD', 'strict']],
    ["my budget isn't 60, it's 45", [0, 4500, 'USD', undefined]],
    ['lower it from 60 to 45', [0, 4500, 'USD', undefined]],
    ['45 dollars instead of 60 dollars', [0, 4500, 'USD', undefined]],
    ['45ish', [4000, 5000, 'USD', 'somewhat_flexible']],
    ['45-ish', [4000, 5000, 'USD', 'somewhat_flexible']],
    ['~$45', [4000, 5000, 'USD', 'somewhat_flexible']],
    ['about 45', [4000, 5000, 'USD', 'somewhat_flexible']],
    ['like 60 max', [0, 6000, 'USD', 'strict']],
    ['my budget is 70', [0, 7000, 'USD', undefined]],
    ['70 budget', [0, 7000, 'USD', undefined]],
    ['fifty bucks', [0, 5000, 'USD', undefined]],
    ['a hundred dollars', [0, 10000, 'USD', undefined]],
    ['two hundred and fifty dollars', [0, 25000, 'USD', undefined]],
    ['sixty-five dollars', [0, 6500, 'USD', undefined]],
    ['one thousand two hundred dollars', [0, 120000, 'USD', undefined]],
    ['at least 100 but not more than 250 dollars', [10000, 25000, 'USD', 'strict']],
    ['$80, negotiable', [0, 8000, 'USD', 'flexible']],
    ['$80, the budget is flexible', [0, 8000, 'USD', 'flexible']],
    ['$80 strict', [0, 8000, 'USD', 'strict']],
    ['around 2k', [180_000, 220_000, 'USD', 'somewhat_flexible']],
    ['between one hundred and two hundred dollars', [10_000, 20_000, 'USD', undefined]],
    ['between one hundred and twenty dollars and two hundred', [12_000, 20_000, 'USD', undefined]],
    ['2 rooms, 300 total', [0, 30_000, 'USD', undefined]],
    ['250 all in', [0, 25_000, 'USD', undefined]],
    ['$200 give or take', [18000, 22000, 'USD', 'somewhat_flexible']],
    ['45 dollars or so', [4000, 5000, 'USD', 'somewhat_flexible']],
    ['120 is the most', [0, 12000, 'USD', 'strict']],
    ['1200 to 1600', [120000, 160000, 'USD', undefined]],
    ['for a tenner', [0, 1000, 'GBP', undefined]],
    ['80,- euro', [0, 8000, 'EUR', undefined]],
  ];
  for (const [text, budget] of clear) {
    it(`reads “${text}”`, () => expect(budgetIn(text)).to.deep.equal(budget));
  }

  const none = [
    '3 rooms',
    '50 people',
    '2 hours',
    'at 3',
    'the number is 7',
    'room #12',
    'under 8 people',
    'not $80',
    'money is no object',
    '12/24',
    'all day',
    'try 50 of them',
    '2 to 3',
    'call 555-123-4567',
  ];
  for (const text of none) {
    it(`takes no money from “${text}”`, () => expect(budgetIn(text)).to.equal(undefined));
  }

  it('means the money of the speaker by a sign that several currencies share', () => {
    expect(budgetIn('$60', { currency: 'CAD' })).to.deep.equal([0, 6000, 'CAD', undefined]);
    expect(budgetIn('¥80', { currency: 'CNY' })).to.deep.equal([0, 8000, 'CNY', undefined]);
    expect(budgetIn('max 60', { currency: 'EUR' })).to.deep.equal([0, 6000, 'EUR', 'strict']);
    expect(budgetIn('500 kr', { currency: 'SEK' })).to.deep.equal([0, 50000, 'SEK', undefined]);
    expect(budgetIn('€60', { currency: 'CAD' })).to.deep.equal([0, 6000, 'EUR', undefined]);
  });

  it('asks when it cannot tell the currency, the limit or the amount', () => {
    expect(budgetIn('500 kr')).to.equal(undefined);
    expect(doubtIn('500 kr')).to.deep.equal(['currency', ['SEK', 'NOK', 'DKK', 'ISK']]);
    expect(budgetIn('at least 50 dollars')).to.deep.equal([5000, undefined, 'USD', undefined]);
    expect(doubtIn('at least 50 dollars')).to.deep.equal(['no_upper_limit', []]);
    for (const text of ['¥80.5', '$45.6789', '$9,000,000,000', '99999999999999 dollars']) {
      expect(budgetIn(text), text).to.equal(undefined);
      expect(doubtIn(text), text).to.deep.equal(['amount', []]);
    }
  });

  it('takes a bare number for money only as the answer to a draft', () => {
    const previous: RequestDraft = { serviceType: 'haircut' };
    expect(partsOf(read('80', { previous }).draft.budget)).to.deep.equal([0, 8000, 'USD', undefined]);
    expect(partsOf(read('60-80', { previous }).draft.budget)).to.deep.equal([6000, 8000, 'USD', undefined]);
    expect(partsOf(read('make it 70', { previous }).draft.budget)).to.deep.equal([0, 7000, 'USD', undefined]);
    expect(read('80').draft.budget).to.equal(undefined);
    const inEuros: RequestDraft = { ...previous, budget: { max: 5000, currency: 'EUR' } };
    expect(partsOf(read('make it 70', { previous: inEuros }).draft.budget)).to.deep.equal([0, 7000, 'EUR', undefined]);
  });

  it('is less sure of an amount without a currency', () => {
    const confidenceOf = (text: string) => read(text).evidence.find(({ field }) => field === 'budget')?.confidence ?? 0;
    expect(confidenceOf('haircut, max 60')).to.be.lessThan(confidenceOf('haircut, max $60'));
  });
});
