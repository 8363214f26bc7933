import { expect } from 'chai';
import { addressKey } from '#api/limits/caller-key.ts';
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

  it('gives the networks of an IPv6 caller few times as many, however many of them walk through it', () => {
    const { take } = useBudget({ perCaller: 1, perProcess: 1_000 });
    const passed = (addresses: string[]) => addresses.filter((each) => take(addressKey(each)) !== undefined).length;
    const upTo = (count: number) => Array.from({ length: count }, (_, index) => index.toString(16));
    expect(passed(upTo(100).map((host) => `2001:db8:1:1::${host}`)), 'a /64').to.equal(1);
    expect(passed(upTo(100).map((net) => `2001:db8:2:${net}::1`)), 'a /56').to.equal(4);
    expect(passed(upTo(255).map((net) => `2001:db8:3:${net}00::1`)), 'a /48').to.equal(16);
    expect(passed(upTo(100).map((host) => `198.51.100.${Number.parseInt(host, 16)}`)), 'IPv4').to.equal(100);
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
