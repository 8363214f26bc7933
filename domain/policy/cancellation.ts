import type { Side } from '#domain/lifecycles/transitions.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { percentOf, toMoney, type Money } from '#domain/money.ts';

/** What cancelling costs by notice, as it stood when the booking was made. */
export interface CancellationPolicy {
  /** With at least this much notice it is free. */
  freeUntilHours: number;
  /** With less, but at least this much, it costs the fee; with less still it is blocked. */
  feeUntilHours: number;
  /** The fee as a whole percentage of the price. */
  feePercent: number;
}

/** The tiers from the mildest to the hardest. */
export const CANCELLATION_TIERS = ['free', 'fee', 'blocked'] as const;
export type CancellationTier = (typeof CANCELLATION_TIERS)[number];

/** What a cancellation would cost now. */
export interface CancellationQuote {
  tier: CancellationTier;
  /** Zero when it is blocked: what cannot be done is not charged. */
  fee: Money;
}

/** The policy of a booking whose provider has no other. */
export const DEFAULT_CANCELLATION_POLICY: CancellationPolicy = { freeUntilHours: 24, feeUntilHours: 2, feePercent: 50 };

/** True when the policy can be applied: free needs no less notice than the fee, and the fee is a whole percentage. */
export function isCancellationPolicy({ freeUntilHours, feeUntilHours, feePercent }: CancellationPolicy): boolean {
  const areHours = Number.isFinite(freeUntilHours) && freeUntilHours >= feeUntilHours && feeUntilHours >= 0;
  return areHours && Number.isInteger(feePercent) && feePercent >= 0 && feePercent <= 100;
}

/**
 * The exact cost of cancelling at `nowMs`: a fee between nothing and the price, rounded to the nearest minor unit (halves
 * up), and less notice is never milder. Only the consumer ever pays or is blocked: every other side cancels free.
 */
export function quoteCancellation(
  policy: CancellationPolicy,
  price: Money,
  startMs: number,
  nowMs: number,
  by: Side,
): CancellationQuote {
  const tier = cancellationTier(policy, startMs, nowMs, by);
  return { tier, fee: tier === 'fee' ? percentOf(price, policy.feePercent) : toMoney(0, price.currency) };
}

/** In which tier a cancellation at `nowMs` falls; only a consumer's is ever anything but free. */
export function cancellationTier(
  policy: CancellationPolicy,
  startMs: number,
  nowMs: number,
  by: Side,
): CancellationTier {
  if (!isCancellationPolicy(policy)) throw new RangeError(`not a cancellation policy: ${JSON.stringify(policy)}`);
  const noticeMs = startMs - nowMs;
  if (by !== 'consumer' || noticeMs >= policy.freeUntilHours * HOUR_MS) return 'free';
  return noticeMs < policy.feeUntilHours * HOUR_MS ? 'blocked' : 'fee';
}
