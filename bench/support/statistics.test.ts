import { expect } from 'chai';
import { interleave, overRounds, pooled, quantile, ratio } from './statistics.ts';

describe('statistics of the benches', () => {
  it('gives the value below which a share of the numbers lies, between neighbours in proportion', () => {
    const numbers = [40, 10, 30, 20];
    expect([0, 0.5, 0.75, 1].map((share) => quantile(numbers, share))).to.deep.equal([10, 25, 32.5, 40]);
    expect(quantile([7], 0.99)).to.equal(7);
  });

  it('takes ratios round by round, so that a slow round does not spoil its neighbours', () => {
    expect(ratio('a', [10, 100, 30], [20, 200, 30])).to.deep.equal({
      what: 'a',
      unit: '×',
      value: 0.5,
      range: [0.5, 1],
    });
  });

  it('shows the median of the rounds, how far apart they lie, and what to judge it by', () => {
    const figure = { what: 'a', unit: '/s', value: 2, range: [1, 9], judgedBy: 'aim: 3' };
    expect(overRounds('a', '/s', [9, 1, 2], 'aim: 3')).to.deep.equal(figure);
  });

  it('pools the times of all rounds, long rounds and short ones', () => {
    const figure = { what: 'a', unit: 'ms', value: 3, range: [2, 100] };
    expect(pooled('a', 0.5, [[1, 2, 3, 3, 1], [100], []])).to.deep.include({ unit: 'ms', value: 2.5, range: [2, 100] });
    expect(pooled('a', 0.5, [[1, 2, 3, 3], [100]])).to.deep.equal({ ...figure, range: [2.5, 100] });
  });

  it('has the variants take turns and leaves the first round out', async () => {
    const order: string[] = [];
    const variant = (name: string) => async (): Promise<number> => order.push(name);
    const numbers = await interleave({ rounds: 2, budgetMs: 60_000 }, { a: variant('a'), b: variant('b') });
    expect(order.join('')).to.equal('ababab');
    expect(numbers).to.deep.equal({ a: [3, 5], b: [4, 6] });
  });

  it('counts one round even when there is no time', async () => {
    const numbers = await interleave({ rounds: 5, budgetMs: 0 }, { a: async () => 1 });
    expect(numbers).to.deep.equal({ a: [1] });
  });
});
