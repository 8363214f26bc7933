import { HOUR_MS } from '#domain/local-date.ts';
import type { Money } from '#domain/money.ts';
import { quoteCancellation, type CancellationPolicy, type CancellationTier } from '#domain/policy/cancellation.ts';

/** What cancelling costs the consumer until a moment; without one, from then on. */
export interface PolicyStep {
  readonly tier: CancellationTier;
  readonly fee: Money;
  readonly untilMs?: number | undefined;
}

/** The steps of a cancellation policy that are still ahead, the present one first. */
export function policySteps(policy: CancellationPolicy, price: Money, startMs: number, nowMs: number): PolicyStep[] {
  const freeUntilMs = startMs - policy.freeUntilHours * HOUR_MS;
  const feeUntilMs = startMs - policy.feeUntilHours * HOUR_MS;
  const quoteAt = (atMs: number) => quoteCancellation(policy, price, startMs, atMs, 'consumer');
  const ends = freeUntilMs === feeUntilMs ? [freeUntilMs] : [freeUntilMs, feeUntilMs];
  const bounded = ends.map((untilMs) => ({ ...quoteAt(untilMs), untilMs }));
  const steps: PolicyStep[] = [...bounded, quoteAt(feeUntilMs + 1)];
  return steps.filter(({ untilMs = Infinity }) => untilMs >= nowMs);
}
