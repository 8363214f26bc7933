import { expect } from 'chai';
import fc from 'fast-check';
import { FLEXIBILITIES } from '#domain/preferences.ts';
import {
  assertWeights,
  DEFAULT_WEIGHTS,
  locationScore,
  priceScore,
  ratingScore,
  specializationScore,
  staticScores,
  staticTotal,
  totalScore,
} from './score.ts';
import { MATCH_FACTORS, type MatchBudget, type MatchProvider, type MatchRequest } from './types.ts';

const budget = (max: number, flexibility: MatchBudget['flexibility'] = 'strict'): MatchBudget => ({
  max,
  currency: 'USD',
  flexibility,
});
const priced = (priceMin: number, priceMax: number) => ({ priceMin, priceMax, currency: 'USD' }) as const;

describe('match scores', () => {
  it('take weights that sum to 1 and no others', () => {
    assertWeights(DEFAULT_WEIGHTS);
    const alone = { specialization: 0, location: 0, availability: 0, price: 0, rating: 0, responseRate: 0 };
    for (const factor of MATCH_FACTORS) assertWeights({ ...alone, [factor]: 1 });
    expect(() => assertWeights({ ...alone, price: 2, rating: -1 })).to.throw(RangeError);
    expect(() => assertWeights({ ...alone, price: 1.5, rating: -0.5 })).to.throw(RangeError);
    expect(() => assertWeights({ ...DEFAULT_WEIGHTS, price: 0.2 })).to.throw(RangeError, 'sum to 1');
    expect(() => assertWeights({ ...DEFAULT_WEIGHTS, price: -0.1, rating: 0.3 })).to.throw(RangeError);
    expect(() => assertWeights({ ...DEFAULT_WEIGHTS, price: NaN })).to.throw(RangeError);
  });

  it('give specialization the share of what is wanted, blind to case and repetition', () => {
    expect(specializationScore(['Fades', 'fades ', 'kids'], ['FADES', 'curly_hair'])).to.equal(0.5);
    expect(specializationScore([], ['fades'])).to.equal(1);
    expect(specializationScore(['fades'], [])).to.equal(0);
  });

  it('let location fall evenly to the smaller radius', () => {
    expect(locationScore(0, 20, 10)).to.equal(1);
    expect(locationScore(5, 20, 10)).to.equal(0.5);
    expect(locationScore(10, 20, 10)).to.equal(0);
    expect(locationScore(15, 20, 10)).to.equal(0);
    expect([locationScore(0, 0, 10), locationScore(1, 0, 10)]).to.deep.equal([1, 0]);
    expect(locationScore(null, 20, 10)).to.equal(0.5);
  });

  it('judge a price by how much of its range fits the budget and its flexibility', () => {
    expect(priceScore(priced(3000, 5000), budget(5000))).to.equal(1);
    expect(priceScore(priced(3000, 5000), budget(4000))).to.equal(0.5);
    expect(priceScore(priced(3000, 5000), budget(2999))).to.equal(0);
    expect(priceScore(priced(115, 115), budget(100))).to.equal(0);
    expect(priceScore(priced(115, 115), budget(100, 'somewhat_flexible'))).to.equal(0.5);
    expect(priceScore(priced(116, 116), budget(100, 'somewhat_flexible'))).to.equal(0);
    expect(priceScore(priced(116, 116), budget(100, 'flexible'))).to.equal(0.5);
    expect(priceScore(priced(10, 20), { ...budget(100), min: 50 })).to.equal(1);
    expect(priceScore(priced(10, 20))).to.equal(1);
    expect(priceScore({ ...priced(10, 20), currency: 'EUR' }, budget(100))).to.equal(0);
  });

  it('never judge a price worse for a larger or a more flexible budget', () => {
    const amounts = fc.nat(100_000);
    fc.assert(
      fc.property(amounts, amounts, amounts, amounts, (low, width, max, more) => {
        const service = priced(low, low + width);
        const scores = FLEXIBILITIES.map((flexibility) => priceScore(service, budget(max, flexibility)));
        for (const score of scores) expect(score).to.be.within(0, 1);
        expect(scores).to.deep.equal(scores.toSorted((a, b) => a - b));
        expect(priceScore(service, budget(max + more))).to.be.at.least(scores[0] ?? 1);
      }),
    );
  });

  it('put the rating on the scale from 0 to 1, with the prior for a newcomer', () => {
    expect([ratingScore(1), ratingScore(3), ratingScore(5)]).to.deep.equal([0, 0.5, 1]);
    expect(ratingScore(null)).to.equal(0.75);
  });

  it('add up the best priced fitting service and every other factor to a total between 0 and 1', () => {
    const request: MatchRequest = {
      consumerId: 'c',
      category: 'hair_beauty',
      serviceType: 'haircut',
      specializations: ['fades', 'kids'],
      location: { city: 'Berlin', maxDistanceKm: 10 },
      budget: budget(4000),
    };
    const haircut = { category: 'hair_beauty', serviceType: 'haircut', ...priced(9000, 9000) } as const;
    const provider: MatchProvider = {
      accountId: 'a',
      providerId: 'p',
      status: 'active',
      location: { city: 'Berlin', serviceRadiusKm: 10 },
      services: [
        haircut,
        { ...haircut, ...priced(3000, 5000) },
        { ...haircut, serviceType: 'hair_color', ...priced(1, 1) },
      ],
      specializations: ['fades'],
      rating: 5,
      responseRate: null,
    };
    const scores = staticScores(request, provider);
    expect(scores).to.deep.equal({ specialization: 0.5, location: 0.5, price: 0.5, rating: 1, responseRate: 0.5 });
    expect(staticTotal(scores, DEFAULT_WEIGHTS)).to.be.closeTo(0.45, 1e-12);
    expect(totalScore({ ...scores, availability: 0.5 }, DEFAULT_WEIGHTS)).to.be.closeTo(0.55, 1e-12);
    const poor = { ...scores, rating: 0.5 };
    expect(staticTotal(poor, DEFAULT_WEIGHTS), 'a poorer rating').to.be.closeTo(0.4, 1e-12);
    const best = Object.fromEntries(MATCH_FACTORS.map((factor) => [factor, 1])) as Record<
      (typeof MATCH_FACTORS)[number],
      number
    >;
    expect(totalScore(best, DEFAULT_WEIGHTS)).to.be.closeTo(1, 1e-12);
    expect(staticScores(request, { ...provider, services: [] }).price).to.equal(0);
  });
});
