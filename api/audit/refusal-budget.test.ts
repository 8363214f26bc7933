import { expect } from 'chai';
import { createRefusalBudget } from './refusal-budget.ts';

describe('the budget of refusals', () => {
  function useBudget(limits: { perCaller: number; perProcess: number }) {
    const clock = { nowMs: 0 };
    const budget = createRefusalBudget({ ...limits, windowMs: 1_000, now: () => clock.nowMs });
    return { clock, take: (caller: string) => budget.take(caller) };
  }

  it('gives each caller so many in a window, and again in the next', () => {
    const { take, clock } = useBudget({ perCaller: 2, perProcess: 100 });
    expect([take('ann'), take('ann'), take('ann')]).to.deep.equal([0, 0, undefined]);
    expect(take('ben')).to.equal(1);
    clock.nowMs = 999;
    expect(take('ann')).to.equal(undefined);
    clock.nowMs = 1_000;
    expect(take('ann')).to.equal(1);
  });

  it('has an end for all callers together', () => {
    const { take } = useBudget({ perCaller: 10, perProcess: 3 });
    const taken = Array.from({ length: 1_000 }, (_, i) => take(`caller ${i}`));
    expect(taken.filter((each) => each !== undefined)).to.have.length(3);
  });

  it('tells each omission once', () => {
    const { take, clock } = useBudget({ perCaller: 1, perProcess: 1 });
    for (let i = 0; i < 5; i += 1) take('ann');
    clock.nowMs = 1_000;
    expect(take('ann')).to.equal(4);
    clock.nowMs = 2_000;
    expect(take('ann')).to.equal(0);
  });
});
