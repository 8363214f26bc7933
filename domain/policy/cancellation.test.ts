import { expect } from 'chai';
import fc from 'fast-check';
import type { Side } from '#domain/lifecycles/transitions.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { toMoney } from '#domain/money.ts';
import {
  CANCELLATION_TIERS,
  DEFAULT_CANCELLATION_POLICY,
  isCancellationPolicy,
  quoteCancellation,
  type CancellationPolicy,
} from './cancellation.ts';

const start = Date.parse('2026-06-01T09:00Z');
const price = toMoney(4501, 'USD');
const quote = (noticeHours: number, by: Side = 'consumer') =>
  quoteCancellation(DEFAULT_CANCELLATION_POLICY, price, start, start - noticeHours * HOUR_MS, by);

const policies = fc
  .tuple(
    fc.double({ min: 0, max: 240, noNaN: true }),
    fc.double({ min: 0, max: 240, noNaN: true }),
    fc.integer({ min: 0, max: 100 }),
  )
  .map(([a, b, feePercent]): CancellationPolicy => ({
    freeUntilHours: Math.max(a, b),
    feeUntilHours: Math.min(a, b),
    feePercent,
  }));
const notice = fc.integer({ min: -100 * HOUR_MS, max: 300 * HOUR_MS });
const prices = fc.maxSafeNat().map((amount) => toMoney(amount, 'EUR'));

describe('quoteCancellation', () => {
  it('is free with a day of notice, half the price after that, and blocked in the last two hours', () => {
    expect(quote(24)).to.deep.equal({ tier: 'free', fee: toMoney(0, 'USD') });
    expect(quote(23.999)).to.deep.equal({ tier: 'fee', fee: toMoney(2251, 'USD') });
    expect(quote(2)).to.deep.equal({ tier: 'fee', fee: toMoney(2251, 'USD') });
    expect(quote(1.999)).to.deep.equal({ tier: 'blocked', fee: toMoney(0, 'USD') });
    expect(quote(-1).tier).to.equal('blocked');
  });

  it('never makes anybody but the consumer pay, nor blocks them', () => {
    const free = { tier: 'free', fee: toMoney(0, 'USD') };
    for (const hours of [100, 3, 0, -5]) {
      for (const by of ['provider', 'admin', 'system'] as const) expect(quote(hours, by)).to.deep.equal(free);
    }
  });

  it('keeps the fee between nothing and the price, in the currency of the price', () => {
    fc.assert(
      fc.property(policies, prices, notice, (policy, whole, noticeMs) => {
        const { fee, tier } = quoteCancellation(policy, whole, start, start - noticeMs, 'consumer');
        expect(fee.currency).to.equal(whole.currency);
        expect(Number.isSafeInteger(fee.amount)).to.equal(true);
        expect(fee.amount).to.be.within(0, whole.amount);
        if (tier !== 'fee') expect(fee.amount).to.equal(0);
      }),
    );
  });

  it('is never milder with less notice', () => {
    const hardness = (tier: (typeof CANCELLATION_TIERS)[number]) => CANCELLATION_TIERS.indexOf(tier);
    fc.assert(
      fc.property(policies, prices, notice, notice, (policy, whole, one, other) => {
        const more = quoteCancellation(policy, whole, start, start - Math.max(one, other), 'consumer');
        const less = quoteCancellation(policy, whole, start, start - Math.min(one, other), 'consumer');
        expect(hardness(less.tier)).to.be.at.least(hardness(more.tier));
        if (less.tier !== 'blocked') expect(less.fee.amount).to.be.at.least(more.fee.amount);
      }),
    );
  });

  it('refuses a policy that makes no sense and a price below zero', () => {
    const wrong: CancellationPolicy[] = [
      { freeUntilHours: 1, feeUntilHours: 2, feePercent: 50 },
      { freeUntilHours: 24, feeUntilHours: -1, feePercent: 50 },
      { freeUntilHours: NaN, feeUntilHours: 2, feePercent: 50 },
      { freeUntilHours: 24, feeUntilHours: 2, feePercent: 101 },
      { freeUntilHours: 24, feeUntilHours: 2, feePercent: 12.5 },
    ];
    for (const policy of wrong) {
      expect(isCancellationPolicy(policy), JSON.stringify(policy)).to.equal(false);
      expect(() => quoteCancellation(policy, price, start, start, 'consumer')).to.throw(RangeError);
    }
    for (const feePercent of [0, 100]) {
      for (const [freeUntilHours, feeUntilHours] of [
        [0, 0],
        [2, 2],
      ] as const) {
        expect(
          isCancellationPolicy({ freeUntilHours, feeUntilHours, feePercent }),
          'the mildest and the hardest',
        ).to.equal(true);
      }
    }
    for (const feePercent of [-1, 101]) {
      expect(isCancellationPolicy({ ...DEFAULT_CANCELLATION_POLICY, feePercent }), String(feePercent)).to.equal(false);
    }
    const owed = toMoney(-1, 'USD');
    const inTheFeeTier = start - 3 * HOUR_MS;
    expect(() => quoteCancellation(DEFAULT_CANCELLATION_POLICY, owed, start, inTheFeeTier, 'consumer')).to.throw(
      RangeError,
    );
  });
});
