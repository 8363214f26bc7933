import { expect } from 'chai';
import { DEFAULT_CANCELLATION_POLICY } from '#domain/policy/cancellation.ts';
import { policySteps } from './policy-steps.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-11-28T16:30:00Z');
const price = { amount: 6500, currency: 'USD' } as const;
const none = { amount: 0, currency: 'USD' } as const;
const before = (hours: number) => START_MS - hours * HOUR_MS;

describe('the steps of a cancellation policy', () => {
  it('are free, then a fee, then blocked', () => {
    expect(policySteps(DEFAULT_CANCELLATION_POLICY, price, START_MS, before(48))).to.deep.equal([
      { tier: 'free', fee: none, untilMs: before(24) },
      { tier: 'fee', fee: { amount: 3250, currency: 'USD' }, untilMs: before(2) },
      { tier: 'blocked', fee: none },
    ]);
  });

  it('leave out what is over', () => {
    const tiers = (hours: number) =>
      policySteps(DEFAULT_CANCELLATION_POLICY, price, START_MS, before(hours)).map(({ tier }) => tier);
    expect(tiers(24)).to.deep.equal(['free', 'fee', 'blocked']);
    expect(tiers(23)).to.deep.equal(['fee', 'blocked']);
    expect(tiers(1)).to.deep.equal(['blocked']);
  });

  it('have no fee where the policy knows none', () => {
    const policy = { freeUntilHours: 2, feeUntilHours: 2, feePercent: 50 };
    expect(policySteps(policy, price, START_MS, before(10)).map(({ tier }) => tier)).to.deep.equal(['free', 'blocked']);
  });
});
