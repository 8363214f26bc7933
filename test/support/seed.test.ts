import { expect } from 'chai';
import { chance, sampled, seedOf, shuffled } from './seed.ts';

const NUMBERS = Array.from({ length: 200 }, (_, index) => index);
const draws = (name: string, seed: number): number[] => {
  const draw = chance(name, seed);
  return NUMBERS.map(() => draw());
};

describe('what the seed of a run decides', () => {
  it('is the same for the same seed and name, and something else for others', () => {
    expect(draws('one', 1)).to.deep.equal(draws('one', 1));
    expect(draws('one', 1)).not.to.deep.equal(draws('one', 2));
    expect(draws('one', 1)).not.to.deep.equal(draws('two', 1));
  });

  it('lies between 0 and 1, evenly enough', () => {
    const mean = draws('mean', 1).reduce((sum, each) => sum + each, 0) / NUMBERS.length;
    expect(mean).to.be.within(0.4, 0.6);
    expect(draws('range', 1).every((each) => each >= 0 && each < 1)).to.equal(true);
  });

  it('is an order in which nothing is missing', () => {
    const order = shuffled(NUMBERS, 'order', 1);
    expect(order).to.have.members(NUMBERS).and.not.deep.equal(NUMBERS);
  });

  it('is a sample of the size asked for, in order, with at least one of every group', () => {
    const groupsOf = (index: number): string[] => [`tens ${Math.floor(index / 10)}`, `last ${index % 10}`];
    const sample = (share: number, seed: number): number[] =>
      sampled(NUMBERS, { share, name: 'sample', groupsOf }, seed);
    for (const share of [0, 0.3, 1]) {
      const found = sample(share, 1);
      expect(found).to.deep.equal(found.toSorted((a, b) => a - b));
      expect(new Set(found.flatMap(groupsOf))).to.deep.equal(new Set(NUMBERS.flatMap(groupsOf)));
    }
    expect(sample(0.3, 1)).to.have.length(60).and.not.deep.equal(sample(0.3, 2));
    expect(sample(0, 1)).to.have.length.below(30);
    expect(sample(1, 1)).to.deep.equal(NUMBERS);
  });

  it('begins with a number that can be given, and is refused when it is none', () => {
    expect(seedOf('0')).to.equal(0);
    expect(seedOf(undefined)).to.be.within(0, 2 ** 31 - 1);
    for (const wrong of ['-1', '1.5', 'x', '4294967296']) expect(() => seedOf(wrong)).to.throw(RangeError);
  });
});
